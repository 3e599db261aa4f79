import { useState } from 'react';
import { Link } from 'react-router';
import { programRoles, specialEducationRoles } from '#domain/accounts/roles.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { DoneList } from '#renderer/enrollment/done-list.tsx';
import { DueTable } from '#renderer/programs/due-table.tsx';
import { NoteMany } from '#renderer/programs/note-many.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { useTicks } from '#renderer/shell/use-ticks.ts';
import { count } from '#renderer/shell/words.ts';
import { PlansDue } from '#renderer/special-education/plans-due.tsx';

type Line = Output<'programs.due'>[number];

/** What is due in the programs: who, what, by when and by which rule. Enter on a name opens the place where it is done. */
export default function DuePage() {
  const status = useRead('district.status', {});
  const roles = status.data?.user?.roles ?? [];
  const may = (those: readonly string[]): boolean => roles.some((role) => those.includes(role));
  return (
    <>
      <h1>Program work that is due</h1>
      {may(programRoles) && <Programs />}
      {may(specialEducationRoles) && <PlansDue />}
    </>
  );
}

function Programs() {
  const [program, setProgram] = useState('');
  const choices = useRead('programs.choices', {});
  const list = useRead('programs.due', program ? { program } : {}, { keepPrevious: true });
  const changes = useRead('programs.step-changes', {});
  const undo = useCommand('programs.undo-steps');
  const status = useRead('district.status', {});
  const steps = (list.data ?? []).filter(({ step }) => step !== null);
  const overdue = steps.filter(({ daysOver }) => daysOver > 0);
  const ticks = useTicks(steps.map(keyOf));
  const over = list.data?.filter(({ daysOver }) => daysOver > 0).length ?? 0;
  const groups = [...Map.groupBy(list.data ?? [], ({ programLabel }) => programLabel)].sort(([a], [b]) =>
    a < b ? -1 : 1,
  );
  return (
    <>
      <p className="soft">
        Who is in which program is confidential. Days and sources can be changed under{' '}
        <Link to="/settings/lists">Lists, layouts and rules</Link>.
      </p>
      <div className="row">
        <Choose
          label="Program"
          value={program}
          none="All programs"
          onChange={setProgram}
          choices={choices.data ?? []}
        />
        <Link className="button" to={`/reports?report=program-due${program ? `&program=${program}` : ''}`}>
          Print
        </Link>
      </div>
      <Failed of={list.error ?? choices.error ?? changes.error ?? undo.error} />
      {status.data && (
        <NoteMany
          today={status.data.today}
          chosen={steps.filter((line) => ticks.has(keyOf(line)))}
          overdue={overdue.length}
          onTickOverdue={() => ticks.tick(overdue.map(keyOf))}
          onDone={ticks.clear}
        />
      )}
      {list.data && (
        <p role="status">
          {list.data.length === 0
            ? 'Nothing is due in the programs.'
            : `${count(list.data.length, 'thing')} due${over > 0 ? `, ${over} of them overdue` : ''}.`}
        </p>
      )}
      {groups.map(([title, lines]) => (
        <section key={title} className="card">
          <h2>
            {title} ({lines.length})
          </h2>
          <DueTable
            lines={lines}
            keyOf={keyOf}
            placeOf={placeOf}
            boxOf={(line) =>
              line.step !== null && (
                <input
                  type="checkbox"
                  aria-label={`Choose ${line.name}: ${line.title}`}
                  checked={ticks.has(keyOf(line))}
                  onChange={(event) => ticks.set(keyOf(line), event.target.checked)}
                />
              )
            }
          />
        </section>
      ))}
      <DoneList changes={changes.data} undo={undo} />
    </>
  );
}

const keyOf = ({ recordId, rule }: Line): string => `${recordId} ${rule}`;

/** The step to note, its day focused; or the record with the field to change. */
const placeOf = ({ studentId, recordId, step }: Line): string =>
  step === null
    ? `/people/${studentId}?fix=programRecord.endDate&record=${recordId}`
    : `/people/${studentId}?fix=programStep.doneOn&record=${recordId}&step=${step}`;
