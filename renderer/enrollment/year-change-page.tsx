import { useState } from 'react';
import { Link } from 'react-router';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { CopyCalendars } from '#renderer/enrollment/copy-calendars.tsx';
import { DoneList } from '#renderer/enrollment/done-list.tsx';
import { RollPupils } from '#renderer/enrollment/roll-pupils.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';

/** From one school year to the next: calendars and bells, then the pupils. Each step is looked at first and can be taken back. */
export default function YearChangePage() {
  const overview = useRead('school.overview', {});
  const changes = useRead('year.changes', {});
  const undo = useCommand('year.undo');
  const years = (overview.data?.years ?? []).filter((year) =>
    overview.data?.calendars.some((calendar) => calendar.endYear === year.endYear),
  );
  const [chosen, setChosen] = useState('');
  // The year before the newest, where there is a newest one already: that is the one still to be left.
  const endYear =
    Number(chosen) || years[changes.data && changes.data.length > 0 && years.length > 1 ? 1 : 0]?.endYear;
  return (
    <>
      <h1>Year change</h1>
      <p className="soft">
        After the first days of school, <Link to="/first-days">Who never came</Link> marks those who were
        rolled forward and did not come.
      </p>
      <Failed of={overview.error ?? undo.error} />
      <Choose
        label="From school year"
        value={String(endYear ?? '')}
        onChange={setChosen}
        choices={years.map((year) => ({
          code: String(year.endYear),
          label: schoolYearInWords(year.endYear),
        }))}
      />
      <DoneList changes={changes.data} undo={undo} />
      {endYear && (
        <>
          <CopyCalendars key={`calendars ${endYear}`} endYear={endYear} />
          <RollPupils key={`pupils ${endYear}`} endYear={endYear} />
        </>
      )}
    </>
  );
}
