import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { DoneList } from '#renderer/enrollment/done-list.tsx';
import { FreePupils } from '#renderer/school/free-pupils.tsx';
import { SeatTable } from '#renderer/school/seat-table.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';

export type Seats = Output<'classes.seats'>;

/** Who sits in a room or class from when to when: many at once, in and out. */
export default function SeatsPage() {
  const [search, setSearch] = useSearchParams();
  const [date, setDate] = useState('');
  const sectionId = search.get('section') ?? '';
  const list = useRead('classes.list', {});
  const changes = useRead('classes.seat-changes', {});
  const undo = useCommand('classes.undo-seats');
  const seats = useRead(
    'classes.seats',
    { sectionId, ...(date ? { date } : {}) },
    { enabled: sectionId !== '', keepPrevious: true },
  );
  const one = seats.data?.sectionId === sectionId ? seats.data : undefined;
  return (
    <>
      <h1>Pupils of a class</h1>
      <div className="row">
        <Choose
          label="Room or class"
          value={sectionId}
          none="Choose"
          onChange={(section) => {
            setDate('');
            setSearch(section ? { section } : {});
          }}
          choices={(list.data?.classes ?? []).map(({ id, number, name, schoolName, pupils }) => ({
            code: id,
            label: `${number} ${name}, ${schoolName} (${pupils})`,
          }))}
        />
        <Link to="/classes">Back to courses and classes</Link>
      </div>
      <Failed of={list.error ?? seats.error ?? changes.error ?? undo.error} />
      {one && (
        <>
          <p className="soft">
            {[
              one.courseName && `Course: ${one.courseName}`,
              one.block === null ? (one.kind === 'room' ? 'All day' : 'No block yet') : `Block ${one.block}`,
              schoolYearInWords(one.endYear),
            ]
              .filter(Boolean)
              .join(' · ')}
            . Attendance is taken and marks are given to those who sit here; hours, counts and the state’s
            roster file follow.
          </p>
          <SeatTable key={`seats ${sectionId}`} one={one} />
          <FreePupils key={`free ${sectionId}`} one={one} onDate={setDate} />
        </>
      )}
      <DoneList changes={changes.data} undo={undo} />
    </>
  );
}
