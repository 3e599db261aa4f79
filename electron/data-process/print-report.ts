import { collectionNamed } from '#db/collections/collection-calendar.ts';
import type { ReportRequest } from '#db/system/report-frame.ts';
import { requiredRow } from '#db/system/rows.ts';
import { logView } from '#db/system/view-log.ts';
import { officeRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { ReportPage } from '#domain/system/report-page.ts';
import { reportNamed } from '#domain/system/reports.ts';
import type { Parsed } from '#electron/contract/contract.ts';
import type { SignedInCall } from '#electron/data-process/call.ts';
import { footerOf, headerOf } from '#electron/data-process/report-templates.ts';
import { endTicket, ticketFor } from '#electron/data-process/report-tickets.ts';

type Asked = Parsed<'reports.preview'>;

export interface Printed {
  readonly pdf: Uint8Array;
  readonly pages: number;
  readonly page: ReportPage;
}

/** What a person just looked at, so that the same bytes are saved or go to the printer. It ends with the sign-in. */
const lastShown = new WeakMap<object, { readonly asked: string; readonly printed: Printed }>();

/** The report as plain data, after checking that this person may have it and that it says what of. */
export async function pageOf(asked: Asked, call: SignedInCall): Promise<ReportPage> {
  const facts = reportNamed(asked.report);
  if (!call.user.roles.some((role) => facts.roles.includes(role)))
    throw new Failure(
      'not-allowed',
      'Your role does not allow this report. An administrator of your district can change roles.',
    );
  const missing = facts.needs.find((one) => one.every((option) => asked.options[option] === undefined));
  if (missing)
    throw new Failure(
      'invalid-input',
      `Choose ${missing.map((option) => WORDS[option] ?? option).join(' or ')} first.`,
      [{ field: `options.${missing[0]}`, message: 'Please choose.' }],
    );
  refuseSpecialEducation(asked, call);
  refuseReceivedPlans(asked, call);
  const page = await call.jobs.run('report', requestOf(asked, call));
  if (asked.report === 'iep' && asked.options.planId) {
    const view = { user: call.user, at: call.clock.now(), type: 'iep', recordId: asked.options.planId };
    await call.file.whenWritable();
    call.file.writeLocal((writer) => logView(writer, view));
  }
  return page;
}

/** Documents of special education that came with a move are for the roles that may see them here. */
function refuseReceivedPlans({ report, options }: Asked, { user }: SignedInCall): void {
  if (report !== 'received-records') return;
  const roles = options.part === 'special-education' ? specialEducationRoles : officeRoles;
  if (!user.roles.some((role) => roles.includes(role)))
    throw new Failure('not-allowed', 'Your role may not see these records of the other district.');
}

/** The packet of a special education collection names pupils with plans: for their roles alone. */
function refuseSpecialEducation({ options }: Asked, { file, user }: SignedInCall): void {
  if (options.certificationId === undefined) return;
  const { collection } = requiredRow(file.reader, 'certification', options.certificationId);
  if (collectionNamed(file.reader, collection).dataType !== 'special-education') return;
  if (!user.roles.some((role) => specialEducationRoles.includes(role)))
    throw new Failure(
      'not-allowed',
      'Special education collections are for special education and the principal.',
    );
}

const WORDS: Readonly<Record<string, string>> = {
  sectionId: 'a room or class',
  studentId: 'a pupil',
  planId: 'a plan',
  certificationId: 'a certification',
  template: 'a state file',
};

function requestOf({ report, options }: Asked, { clock, user }: SignedInCall): ReportRequest {
  const today = clock.today();
  const to = options.to ?? today;
  const from = options.from ?? `${schoolYearOf(to) - 1}-07-01`;
  if (from > to)
    throw new Failure('invalid-input', 'The first date comes after the last one.', [
      { field: 'options.from', message: 'After the last date.' },
    ]);
  const [hour = 0, minute = '00'] = clock
    .time()
    .split(':')
    .map((part, at) => (at === 0 ? Number(part) : part)) as [number, string];
  return {
    report,
    options,
    range: { date: options.date ?? today, month: options.month ?? today.slice(0, 7), from, to },
    today,
    printedBy: user.name,
    printedAt: `${dateInWords(today)}, ${hour % 12 || 12}:${minute} ${hour < 12 ? 'am' : 'pm'}`,
  };
}

/** Draws the report in a hidden window of its own and makes it a PDF. */
export async function printed(asked: Asked, call: SignedInCall): Promise<Printed> {
  const page = await pageOf(asked, call);
  const ticket = ticketFor(page);
  try {
    const pdf = await call.desktop.print({
      ticket,
      landscape: page.landscape,
      header: headerOf(page),
      footer: footerOf(page),
      title: page.title,
    });
    const done = { pdf, pages: pageCount(pdf), page };
    lastShown.set(call.file, { asked: nameOf(asked, call), printed: done });
    return done;
  } finally {
    endTicket(ticket);
  }
}

/** The very pages this person was just shown, or else the report made now. */
export async function shownOrPrinted(asked: Asked, call: SignedInCall): Promise<Printed> {
  const last = lastShown.get(call.file);
  return call.origin === 'window' && last?.asked === nameOf(asked, call)
    ? last.printed
    : printed(asked, call);
}

const nameOf = ({ report, options }: Asked, { user }: SignedInCall): string =>
  JSON.stringify([user.id, report, Object.entries(options).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** Pages as the document's own page tree counts them: its root has the largest count. */
export function pageCount(pdf: Uint8Array): number {
  const text = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength).toString('latin1');
  let most = 0;
  for (const [tree] of text.matchAll(/<<[^<>]*\/Type\s*\/Pages\b[^<>]*>>/g))
    most = Math.max(most, Number(/\/Count\s+(\d+)/.exec(tree)?.[1] ?? 0));
  return most;
}
