import { exitReasons } from '#db/special-education/exits.ts';
import type { Reader } from '#db/system/connection.ts';
import { type PlanDueRule, planDue } from '#domain/special-education/due-plans.ts';
import type { Row } from '#domain/sync/registry.ts';
import { type CivilDate, daysFrom, schoolYearOf } from '#domain/system/civil-date.ts';
import shipped from '#resources/special-education/due-plans.json' with { type: 'json' };

export interface PlanDueLine {
  readonly rule: string;
  readonly studentId: string;
  readonly name: string;
  readonly grade: string | null;
  readonly title: string;
  readonly due: CivilDate;
  /** Days past the due day; 0 while it is not over. */
  readonly daysOver: number;
  readonly because: string;
  readonly source: string;
  readonly localDefault: boolean;
  /** The plan to open; null where an exit is to be entered or completed. */
  readonly planId: string | null;
  readonly exitId: string | null;
  /** It is the notice about rights that is to be given. */
  readonly rights: boolean;
}

/** The rules of all years: the district's own where there are some, the shipped ones otherwise. */
export function duePlansFile(reader: Reader): { rules: readonly PlanDueRule[] } {
  const own = reader.rows<{ value: string }>(
    "SELECT value FROM referenceInForce WHERE name = 'due-plans'",
  )[0];
  return (own ? JSON.parse(own.value) : shipped) as { rules: readonly PlanDueRule[] };
}

/** Those of the school year of a day. */
export function planRulesOn(reader: Reader, day: CivilDate): PlanDueRule[] {
  const year = schoolYearOf(day);
  return duePlansFile(reader).rules.filter(
    ({ fromYear, toYear }) => fromYear <= year && (toYear === null || year <= toYear),
  );
}

/** What is due in special education on a day, soonest first: reviews, evaluations, unlocked plans, exits. */
export function duePlans(reader: Reader, today: CivilDate): PlanDueLine[] {
  const rules = planRulesOn(reader, today);
  const reasons = exitReasons(reader);
  const plans = byPupil<Row<'iep'>>(reader, 'SELECT * FROM iep ORDER BY startDate, lockedAt, id');
  const exits = byPupil<Row<'specialEducationExit'>>(
    reader,
    'SELECT * FROM specialEducationExit ORDER BY exitedOn, id',
  );
  const transitions = byPupil<Row<'iepTransition'> & { studentId: string }>(
    reader,
    'SELECT t.*, i.studentId FROM iepTransition t JOIN iep i ON i.id = t.iepId ORDER BY t.id',
  );
  const rights = byPupil<Row<'rightsNotice'>>(reader, 'SELECT * FROM rightsNotice ORDER BY id');
  const stays = byPupil<Row<'enrollment'>>(
    reader,
    `SELECT * FROM enrollment WHERE noShow = 0 AND studentId IN (SELECT studentId FROM iep)
      ORDER BY startDate, id`,
  );
  const people = reader.rows<{ id: string; name: string; birthDate: string | null }>(
    `SELECT id, lastName || ', ' || firstName AS name, birthDate FROM person
      WHERE id IN (SELECT studentId FROM iep) ORDER BY nameOrder(lastName, firstName), id`,
  );
  return people
    .flatMap(({ id, name, birthDate }) => {
      const own = stays.get(id) ?? [];
      const file = {
        birthDate,
        plans: plans.get(id) ?? [],
        exits: exits.get(id) ?? [],
        transitions: transitions.get(id) ?? [],
        rights: rights.get(id)?.[0] ?? null,
        stays: own,
      };
      return planDue(rules, file, { today, reasons }).map(
        ({ rule, on, because, at }): PlanDueLine => ({
          rule: rule.id,
          studentId: id,
          name,
          grade: own.at(-1)?.grade ?? null,
          title: rule.title,
          due: on,
          daysOver: Math.max(0, daysFrom(on, today)),
          because,
          source: rule.source,
          localDefault: rule.mark === 'D',
          planId: 'plan' in at ? at.plan : null,
          exitId: 'exit' in at ? at.exit : null,
          rights: 'rights' in at,
        }),
      );
    })
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : 0));
}

function byPupil<R extends { studentId: string }>(reader: Reader, text: string): Map<string, R[]> {
  return Map.groupBy(reader.rows<R>(text), ({ studentId }) => studentId);
}
