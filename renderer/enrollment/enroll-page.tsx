import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { CallFailure } from '#renderer/bridge/call.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';

interface Wanted {
  readonly lastName: string;
  readonly firstName: string;
  readonly birthDate: string;
}

/** Search first; adding somebody is offered only after it. */
export default function EnrollPage() {
  const [wanted, setWanted] = useState<Wanted | null>(null);
  const [personId, setPersonId] = useState<string | 'new' | null>(null);
  const matches = useRead('enrollment.matches', wanted ?? { lastName: '', firstName: '', birthDate: null }, {
    enabled: wanted !== null,
  });
  return (
    <>
      <h1>Enroll a pupil</h1>
      <form
        className="card"
        onSubmit={(event) => {
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          const text = (name: string): string => String(form.get(name) ?? '').trim();
          setPersonId(null);
          setWanted({
            lastName: text('lastName'),
            firstName: text('firstName'),
            birthDate: text('birthDate'),
          });
        }}
      >
        <h2>1. Look first</h2>
        <div className="row">
          <Field name="lastName" label="Legal last name" required autoFocus />
          <Field name="firstName" label="Legal first name" required />
          <Field name="birthDate" label="Birth date" type="date" required />
        </div>
        <button type="submit" className={wanted ? undefined : 'main'}>
          Search
        </button>
      </form>
      <Failed of={matches.error} />
      {wanted && matches.data && (
        <section className="card">
          <h2>2. Is the child already here?</h2>
          {matches.data.length === 0 ? (
            <p>Nobody like this is here.</p>
          ) : (
            <ul>
              {matches.data.map((match) => (
                <li key={match.personId} data-name>
                  <strong>{match.name}</strong>,{' '}
                  {match.birthDate ? dateInWords(match.birthDate) : 'no birth date'}, {match.detail}{' '}
                  <span className="soft">({match.why})</span>{' '}
                  <button type="button" onClick={() => setPersonId(match.personId)}>
                    This is the child
                  </button>{' '}
                  <Link to={`/people/${match.personId}`}>Open</Link>
                </li>
              ))}
            </ul>
          )}
          <button type="button" onClick={() => setPersonId('new')}>
            {matches.data.length === 0 ? 'Add a new pupil' : 'None of these: add a new pupil'}
          </button>
        </section>
      )}
      {wanted && personId && <SchoolForm wanted={wanted} personId={personId} />}
    </>
  );
}

function SchoolForm({ wanted, personId }: { wanted: Wanted; personId: string }) {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const choices = useRead('enrollment.choices', {});
  const enroll = useCommand('enrollment.enroll');
  const navigate = useNavigate();
  const newestYear = overview.data?.calendars[0]?.endYear;
  const calendars = (overview.data?.calendars ?? []).filter((calendar) => calendar.endYear === newestYear);
  const [calendarId, setCalendarId] = useState('');
  const [grade, setGrade] = useState('');
  const [startStatus, setStartStatus] = useState('');
  const [gender, setGender] = useState('');
  const [sectionId, setSectionId] = useState('');
  const [startDate, setStartDate] = useState('');
  const on = startDate || status.data?.today || '';
  const boards = useRead('attendance.day', { date: on }, { enabled: on !== '' });
  const chosen = calendars.find((calendar) => calendar.id === calendarId);
  const rooms = boards.data?.find((board) => board.schoolId === chosen?.schoolId)?.rooms ?? [];
  const alike =
    enroll.error instanceof CallFailure &&
    enroll.error.problems.some((problem) => problem.field === 'notSameAs');

  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault();
        const form = new FormData(event.currentTarget);
        const text = (name: string): string => String(form.get(name) ?? '').trim();
        enroll.mutate(
          {
            ...(personId === 'new'
              ? {
                  details: {
                    lastName: wanted.lastName,
                    firstName: wanted.firstName,
                    birthDate: wanted.birthDate || null,
                    middleName: text('middleName') || null,
                    gender: gender || null,
                  },
                }
              : { personId }),
            ...(text('notSameAs') ? { notSameAs: text('notSameAs') } : {}),
            calendarId,
            grade,
            startDate: on,
            startStatus: startStatus || null,
            ...(sectionId ? { sectionId } : {}),
          },
          { onSuccess: (made) => void navigate(`/people/${made.personId}`) },
        );
      }}
    >
      <h2>3. School</h2>
      {personId === 'new' && (
        <div className="row">
          <Field name="middleName" label="Legal middle name" />
          <Choose
            label="Gender"
            value={gender}
            none="Not given"
            onChange={setGender}
            choices={choices.data?.gender ?? []}
          />
        </div>
      )}
      <div className="row">
        <Choose
          label="School and calendar"
          value={calendarId}
          none="Choose"
          required
          onChange={setCalendarId}
          choices={calendars.map((c) => ({ code: c.id, label: `${c.schoolName}: ${c.name}` }))}
        />
        <Choose
          label="Grade"
          value={grade}
          none="Choose"
          required
          onChange={setGrade}
          choices={choices.data?.grade_level ?? []}
        />
        <Field
          name="startDate"
          label="First day"
          type="date"
          value={on}
          onChange={(event) => setStartDate(event.target.value)}
          required
        />
      </div>
      <div className="row">
        <Choose
          label="Where from (start status)"
          value={startStatus}
          none="Not known yet"
          onChange={setStartStatus}
          choices={choices.data?.start_status ?? []}
        />
        <Choose
          label="Room"
          value={sectionId}
          none="Later"
          onChange={setSectionId}
          choices={rooms
            .filter((room) => room.kind === 'room')
            .map((room) => ({ code: room.id, label: room.name }))}
        />
      </div>
      <Failed of={enroll.error} />
      {alike && <Field name="notSameAs" label="Why is this somebody else?" required />}
      <button type="submit" className="main" disabled={enroll.isPending}>
        Enroll
      </button>
    </form>
  );
}
