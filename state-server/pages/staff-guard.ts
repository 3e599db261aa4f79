import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type StaffSession, sessionOf } from '#state-server/accounts/staff-session.ts';
import { type StaffRole, staffRoles } from '#state-server/database/tables.ts';
import { nameCaller } from '#state-server/http/access-log.ts';
import { HttpProblem } from '#state-server/http/http-problem.ts';
import { checkSameOrigin } from '#state-server/http/same-origin.ts';
import { MAX_UPLOAD_BYTES, type Upload } from '#state-server/http/upload-body.ts';
import { PAGE_HEADERS } from '#state-server/pages/page-frame.ts';
import type { Services } from '#state-server/services.ts';

type Values = Record<string, string | undefined>;

/** What a page or a form was asked with. */
export interface StaffCall {
  readonly session: StaffSession;
  readonly params: Values;
  readonly query: Values;
  /** The form's fields; empty for a page. */
  readonly form: Values;
}

/** Registers pages and forms that only signed-in staff of a role reach; every access is written down. */
export interface StaffPages {
  page(path: string, role: StaffRole, render: (call: StaffCall) => Promise<string>): void;
  /** Does what the form says and goes on to the address it gives, or shows the page it gives. */
  form(path: string, role: StaffRole, act: (call: StaffCall) => Promise<{ to: string } | string>): void;
  /** The same for a form with a file. Whoever may not is turned away before a byte of a large body is read. */
  upload(
    path: string,
    role: StaffRole,
    act: (call: {
      session: StaffSession;
      form: Values;
      file: Buffer;
    }) => Promise<{ to: string } | Refused | string>,
  ): void;
}

/** A page that says why nothing was done. */
export interface Refused {
  readonly refused: string;
}

export function mayDo(session: StaffSession, role: StaffRole): boolean {
  return staffRoles.indexOf(session.staff.role) >= staffRoles.indexOf(role);
}

/** Throws a problem 403 for a role that may not. */
export function needRole(session: StaffSession, role: StaffRole): void {
  if (mayDo(session, role)) return;
  throw new HttpProblem(
    403,
    'not-allowed',
    `Your role is ${session.staff.role}; this needs ${role}. Ask an administrator of the state to do it.`,
  );
}

export function staffPages(app: FastifyInstance, services: Services): StaffPages {
  const open = async (request: FastifyRequest): Promise<StaffCall | null> => {
    const session = await sessionOf(services, request.headers.cookie);
    if (!session) return null;
    const params = (request.params ?? {}) as Values;
    nameStaff(request, session, params);
    const form = (request.body ?? {}) as Values;
    return { session, params, query: (request.query ?? {}) as Values, form };
  };
  return {
    page: (path, role, render) =>
      app.get(path, async (request, reply) => {
        const call = await open(request);
        if (!call) return reply.redirect('/staff/sign-in', 303);
        needRole(call.session, role);
        return sendPage(reply, await render(call));
      }),
    form: (path, role, act) =>
      app.post(path, async (request, reply) => {
        checkSameOrigin(request);
        const call = await open(request);
        if (!call) return reply.redirect('/staff/sign-in', 303);
        if (call.form.csrf !== call.session.csrf)
          throw new HttpProblem(403, 'not-allowed', 'This form is too old. Open the page again.');
        needRole(call.session, role);
        const done = await act(call);
        return typeof done === 'string' ? sendPage(reply, done) : reply.redirect(done.to, 303);
      }),
    upload: (path, role, act) => {
      const uploaders = new WeakMap<FastifyRequest, StaffSession>();
      const onRequest = async (request: FastifyRequest): Promise<void> => {
        checkSameOrigin(request);
        const session = await sessionOf(services, request.headers.cookie);
        if (!session) throw new HttpProblem(401, 'signed-out', 'Sign in first, then bring the file again.');
        nameStaff(request, session, {});
        needRole(session, role);
        uploaders.set(request, session);
      };
      app.post(path, { bodyLimit: MAX_UPLOAD_BYTES, onRequest }, async (request, reply) => {
        const session = uploaders.get(request) as StaffSession;
        const { fields, file } = request.body as Upload;
        if (fields?.csrf !== session.csrf)
          throw new HttpProblem(403, 'not-allowed', 'This form is too old. Open the page again.');
        if (!file || file.length === 0)
          throw new HttpProblem(400, 'invalid-request', 'Choose the file first. Go back and choose it.');
        const done = await act({ session, form: fields, file });
        if (typeof done === 'string') return sendPage(reply, done);
        return 'refused' in done ? sendPage(reply.code(400), done.refused) : reply.redirect(done.to, 303);
      });
    },
  };
}

/** Says in the access log who of the staff asked, and for what: ids only. */
export function nameStaff(request: FastifyRequest, session: StaffSession, params: Values): void {
  const { number = '', ...subject } = params;
  nameCaller(request, {
    caller: 'staff',
    who: session.staff.name,
    district: number,
    subject: Object.values(subject).join('/').slice(0, 200),
  });
}

export function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply.headers(PAGE_HEADERS).send(text);
}

/** A field a form must have. Throws a problem 400 that names it. */
export function fieldOf(form: Values, name: string, words: string): string {
  const value = form[name]?.trim() ?? '';
  if (value === '' || value.length > 500)
    throw new HttpProblem(400, 'invalid-request', `${words} is missing. Go back and fill it in.`);
  return value;
}
