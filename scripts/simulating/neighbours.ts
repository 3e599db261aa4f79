import { listMoves } from '#db/enrollment/moves.ts';
import { schoolYear } from '#domain/school/school.records.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import type { Dice } from '#scripts/district-generator/dice.ts';
import { Journal } from '#scripts/simulating/journal.ts';
import { asking, BY, tolerated } from '#scripts/simulating/neighbours-asking.ts';
import { NeighboursReading } from '#scripts/simulating/neighbours-reading.ts';
import type { WireRecord } from '#scripts/simulating/network.ts';
import { isolated } from '#scripts/simulating/oracle-of-districts.ts';
import { insert, type Office, workAt } from '#scripts/simulating/people-at-work.ts';
import { SimulatedDevice } from '#scripts/simulating/simulated-device.ts';
import type { SimulatedState } from '#scripts/simulating/simulated-state.ts';
import { fetchMoves, fetchReleased, tellOfMove } from '#sync/moves.ts';
import { askForNumbers } from '#sync/state-numbers.ts';

const PUPIL = { lastName: 'Larkspur', firstName: 'Signe', birthDate: '2016-02-01', isStudent: 1, isStaff: 0 };

interface Told {
  readonly state: SimulatedState;
  readonly dice: Dice;
  readonly wire: WireRecord;
  readonly tell: (line: string) => void;
  /** Chance of its own for reading by grant; null in histories without. */
  readonly reading: Dice | null;
}

/**
 * Two more districts on the same state (M14). A pupil has come to ours from the one next door, which hands the records
 * over one day; the onlooker has nothing to do with either, and asks all the same.
 */
export class Neighbours {
  readonly nextDoor: SimulatedDevice;
  readonly onlooker: SimulatedDevice;
  /** Null in histories without reading by grant. */
  readonly reading: NeighboursReading | null;
  readonly #office: Office;
  readonly #told: Told;
  #pupil = '';
  /** What was handed over, as it was when it was first seen. */
  readonly #handedOver = new Map<string, string>();

  constructor(told: Told) {
    this.#told = told;
    this.nextDoor = new SimulatedDevice('Next door', told);
    this.onlooker = new SimulatedDevice('Onlooker', told);
    const { reading: dice, state, tell } = told;
    this.reading = dice && new NeighboursReading(this, { dice, state, tell });
    const quiet = { journal: new Journal(null), tell: () => undefined };
    this.#office = { dice: told.dice, ...quiet, school: null, hot: null };
  }

  get all(): SimulatedDevice[] {
    return [this.nextDoor, this.onlooker];
  }

  /** The pupil is enrolled next door and then here; both have one State ID. */
  async begin(here: SimulatedDevice, journal: Journal): Promise<void> {
    const { state } = this.#told;
    for (const one of this.all) await one.connect(await state.newCode(await state.newDistrict()));
    this.#pupil = enroll(this.nextDoor, '2026-08-27');
    enroll(this.onlooker, '2026-08-27');
    const came = enroll(here, '2026-09-21');
    journal.note(here.name, 'person', came, PUPIL);
    for (const one of [...this.all, here]) await one.cycle();
    await assign(this.nextDoor, this.#pupil);
    const number = numberOf(this.nextDoor, this.#pupil);
    await assign(here, came, number);
    for (const one of [this.nextDoor, here]) await one.cycle();
  }

  /** Somebody in one of the districts does something about the move. */
  async act(ours: readonly SimulatedDevice[], faults: number): Promise<void> {
    const { dice, tell } = this.#told;
    for (const one of this.all) one.line.faults = faults;
    const here = dice.pick(ours);
    const doing = dice.weighted<'ask' | 'release' | 'answer' | 'read' | 'pry' | 'work'>([
      ['ask', 2],
      ['release', 3],
      ['answer', 1],
      ['read', 4],
      ['pry', 2],
      ['work', 3],
    ]);
    tell(`about the move: ${await tolerated(doing, () => this.#do(doing, here))}`);
    await this.reading?.act(ours, this.#pupil);
  }

  async #do(doing: string, here: SimulatedDevice): Promise<void> {
    const { nextDoor, onlooker } = this;
    if (doing === 'work') await this.#work();
    // Nobody answers or reads before the list was looked at; the onlooker has heard of the move's number somewhere.
    else await asking(doing === 'ask' || doing === 'read' ? here : nextDoor, fetchMoves);
    const [move] = [here, nextDoor].flatMap(({ file }) => listMoves(file.reader));
    if (!move) return;
    const { id } = move;
    if (doing === 'read') await asking(here, (from) => fetchReleased(from, id, 'permanent', 'secretary'));
    if (doing === 'pry') {
      await asking(onlooker, fetchMoves);
      await asking(onlooker, (from) => fetchReleased(from, id, 'permanent', 'secretary'));
    }
    const call = { id, by: BY, operationId: nextDoor.newId() };
    if (doing === 'release')
      await asking(nextDoor, (from) =>
        tellOfMove(from, {
          ...{ ...call, kind: 'release', subject: `${id} permanent` },
          fields: { part: 'permanent', releasedBy: BY.name, role: 'secretary' },
        }),
      );
    if (doing === 'answer')
      await asking(nextDoor, (from) =>
        tellOfMove(from, {
          ...{ ...call, kind: 'move-answer', subject: id },
          fields: { says: 'declined', reason: 'Still here', by: BY.name },
        }),
      );
  }

  /** The pupil's own record changes next door, so that a copy can be told from it; and something else. */
  async #work(): Promise<void> {
    const { nextDoor } = this;
    const usualName = this.#office.journal.fresh();
    nextDoor.act((writer) =>
      writer.exec('UPDATE person SET usualName = ? WHERE id = ?', usualName, this.#pupil),
    );
    workAt(nextDoor, this.#office);
    await nextDoor.cycle();
  }

  /** What every district may see of the others, and what it may not. */
  check(ours: readonly SimulatedDevice[]): string[] {
    return [
      ...isolated(this.#told.state.file, ours, this, this.#handedOver),
      ...(this.reading?.check(ours) ?? []),
    ];
  }

  close(): void {
    for (const one of this.all) one.close();
  }
}

/** A school, and the pupil in it; answers the pupil's id. */
function enroll(device: SimulatedDevice, startDate: string): string {
  const [known] = device.file.reader.rows<{ id: string }>('SELECT id FROM district');
  const districtId = known?.id ?? device.newId();
  const schoolYearId = naturalId(schoolYear, { endYear: 2027 });
  const [schoolId, calendarId, studentId, id] = [
    device.newId(),
    device.newId(),
    device.newId(),
    device.newId(),
  ];
  const flags = { noShow: 0, stateExclude: 0, extracurricularOnly: 0 };
  const stay = { studentId, schoolId, calendarId, grade: '05', serviceType: 'P', startDate, ...flags };
  insert(device, [
    ...(known ? [] : [['district', districtId, { name: 'District', number: '0009' }] as const]),
    ['school', schoolId, { districtId, number: '2', name: 'School' }],
    ['schoolYear', schoolYearId, { endYear: 2027, startDate: '2026-08-26', endDate: '2027-06-04' }],
    ['calendar', calendarId, { schoolId, schoolYearId, number: '1', name: 'All' }],
    ['person', studentId, PUPIL],
    ['enrollment', id, stay],
  ]);
  return studentId;
}

async function assign(device: SimulatedDevice, personId: string, sameAs?: string): Promise<void> {
  const wish = { personId, notTheSameAs: [], sameAs };
  await asking(device, (from) => askForNumbers(from, [wish], BY, device.newId));
}

const numberOf = ({ file }: SimulatedDevice, personId: string): string | undefined =>
  file.reader.rows<{ value: string }>(
    "SELECT value FROM identifier WHERE personId = ? AND system = 'state'",
    personId,
  )[0]?.value;
