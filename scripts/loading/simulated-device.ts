// One district's computer as the load sees it: the wire over real HTTP, and a memory of what it was promised.
import { randomUUID } from 'node:crypto';
import { naturalId } from '#domain/sync/natural-id.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import type { LoadCount } from '#scripts/loading/load-count.ts';
import type { ChangesReply } from '#sync/wire/changes.ts';
import type { EnrollDeviceReply, TokenReply } from '#sync/wire/identity.ts';
import type { OperationsReply } from '#sync/wire/operations.ts';
import { type FieldValues, PROTOCOL_HEADER } from '#sync/wire/protocol.ts';

const BATCH = 500;
/** Records of one student: person, enrollment, address, state number. */
const RECORDS_EACH = 4;

interface NewRecord {
  readonly type: string;
  readonly id: string;
  readonly fields: FieldValues;
}

export class SimulatedDevice {
  readonly #url: string;
  readonly #count: LoadCount;
  readonly students: number;
  readonly #enrollments: string[] = [];
  /** Ids the state has said it applied since `cursor`. */
  readonly #promised = new Set<string>();
  #token = '';
  #deviceSeq = 0;
  #cursor: string | undefined;

  constructor(url: string, students: number, count: LoadCount) {
    this.#url = url;
    this.students = students;
    this.#count = count;
  }

  /** Rows this district has at the state once it is populated. */
  get rows(): number {
    return this.students * RECORDS_EACH;
  }

  async enroll(code: string): Promise<void> {
    const device = await this.#call<EnrollDeviceReply>('/v1/devices', { code, deviceName: 'Office' });
    const { access_token } = await this.#call<TokenReply>('/oauth/token', {
      grant_type: 'client_credentials',
      client_id: device.clientId,
      client_secret: device.clientSecret,
    });
    this.#token = access_token;
  }

  /** The first sync: a school and its students, then the place where the next pull begins. */
  async populate(number: string): Promise<void> {
    const made = (type: string, fields: FieldValues): NewRecord => {
      const found = recordTypeNamed(type);
      return { type, fields, id: found?.naturalKey.length ? naturalId(found, fields) : randomUUID() };
    };
    const district = made('district', { name: `Load ${number}`, number });
    const school = made('school', { districtId: district.id, number: '1', name: `Load School ${number}` });
    const year = made('schoolYear', { endYear: 2027, startDate: '2026-08-26', endDate: '2027-06-04' });
    const calendar = made('calendar', {
      schoolId: school.id,
      schoolYearId: year.id,
      number: '1',
      name: 'All',
    });
    const records = [district, school, year, calendar];
    const begins = { startDate: '2026-08-26', serviceType: 'P', noShow: 0, stateExclude: 0 };
    for (let at = 0; at < this.students; at++) {
      const name = { lastName: `Larkspur${at % 97}`, firstName: `Signe${at}`, isStudent: 1, isStaff: 0 };
      const person = made('person', { ...name, birthDate: `201${at % 10}-0${1 + (at % 9)}-1${at % 9}` });
      const place = { schoolId: school.id, calendarId: calendar.id, grade: '03', extracurricularOnly: 0 };
      const enrollment = made('enrollment', { studentId: person.id, ...place, ...begins });
      this.#enrollments.push(enrollment.id);
      records.push(
        person,
        enrollment,
        made('directory', { personId: person.id, street: `${at} Main St`, city: 'Havre', zip: '59501' }),
        made('identifier', { personId: person.id, system: 'local', value: String(at) }),
      );
    }
    await this.#send(records);
    await this.pull();
  }

  /** A school morning: who are you, what is new, attendance marks of one row in a hundred, what came of it. */
  async morning(date: string): Promise<number> {
    await this.#call('/v1/identity');
    await this.pull();
    const type = recordTypeNamed('attendanceMark');
    if (!type) throw new Error('There is no attendance mark.');
    const marks: NewRecord[] = [];
    for (let at = 0; at < Math.round(this.rows / 100); at++) {
      const enrollmentId = this.#enrollments[at % this.#enrollments.length] ?? '';
      const block = String(Math.floor(at / this.#enrollments.length) + 1);
      const fields = {
        enrollmentId,
        date,
        block,
        source: 'office',
        code: 'A',
        minutes: null,
        clockTime: null,
      };
      marks.push({ type: type.name, id: naturalId(type, fields), fields });
    }
    await this.#send(marks);
    await this.pull();
    return marks.length;
  }

  /** Reads the stream to its end; what was promised and does not come is lost. */
  async pull(): Promise<void> {
    let [since, pinned] = [this.#cursor, ''];
    for (;;) {
      const query = `limit=1000${since ? `&since=${since}` : ''}${pinned ? `&pinned=${pinned}` : ''}`;
      const page = await this.#call<ChangesReply>(`/v1/changes?${query}`);
      for (const { id } of page.entries) this.#promised.delete(id);
      since = page.next;
      pinned = page.pinned;
      if (!page.more) break;
    }
    this.#cursor = since;
    this.#count.lost += this.#promised.size;
    this.#promised.clear();
  }

  async #send(records: readonly NewRecord[]): Promise<void> {
    for (let at = 0; at < records.length; at += BATCH) {
      const operations = records.slice(at, at + BATCH).map(({ type, id, fields }) => {
        this.#deviceSeq += 1;
        return {
          ...{ operationId: randomUUID(), deviceSeq: this.#deviceSeq, schemaVersion: 1 },
          ...{ type, id, kind: 'create', baseRev: null, fields },
        };
      });
      const ackedThrough = this.#deviceSeq - operations.length;
      const { answers } = await this.#call<OperationsReply>('/v1/operations', { ackedThrough, operations });
      for (const [index, answer] of answers.entries())
        if (answer.outcome === 'applied') this.#promised.add(operations[index]?.id ?? '');
        else this.#count.fail(`${answer.outcome} ${'rule' in answer ? answer.rule : ''}`);
      this.#count.records += answers.length;
    }
  }

  async #call<T>(path: string, body?: object): Promise<T> {
    const headers: Record<string, string> = {
      [PROTOCOL_HEADER]: '1',
      authorization: `Bearer ${this.#token}`,
    };
    if (body) headers['content-type'] = 'application/json';
    const began = performance.now();
    const reply = await fetch(`${this.#url}${path}`, {
      headers,
      ...(body ? { method: 'POST', body: JSON.stringify(body) } : {}),
    });
    const text = await reply.text();
    this.#count.milliseconds.push(performance.now() - began);
    if (reply.status !== 200) this.#count.fail(`${reply.status} ${path.split('?')[0]}`);
    return JSON.parse(text) as T;
  }
}
