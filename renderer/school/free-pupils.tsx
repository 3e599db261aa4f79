import { useState } from 'react';
import { foldName } from '#domain/people/names.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import type { Seats } from '#renderer/school/seats-page.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { useTicks } from '#renderer/shell/use-ticks.ts';
import { count } from '#renderer/shell/words.ts';
import styles from './seats.module.css';

type Free = Seats['free'][number];

/** Puts pupils of the school into the class: a grade at once, or by name, Enter after Enter. */
export function FreePupils({ one, onDate }: { one: Seats; onDate: (date: string) => void }) {
  const seat = useCommand('classes.seat');
  const [from, setFrom] = useState(one.date);
  const [to, setTo] = useState('');
  const [text, setText] = useState('');
  const [asked, setGrade] = useState('');
  const [leave, setLeave] = useState(true);
  const ticks = useTicks(one.free.map(({ enrollmentId }) => enrollmentId));
  const grades = [...new Set(one.free.map((pupil) => pupil.grade))].sort();
  // A grade that sits there whole has left the list, and the choice with it.
  const grade = grades.includes(asked) ? asked : '';
  const wanted = foldName(text.trim());
  const shown = one.free.filter(
    (pupil) =>
      (grade === '' || pupil.grade === grade) &&
      pupil.name.split(', ').some((part) => foldName(part).startsWith(wanted)),
  );
  const chosen = one.free.filter(({ enrollmentId }) => ticks.has(enrollmentId));
  const leaving = chosen.filter(({ elsewhere }) => elsewhere.length > 0);
  const put = (): void =>
    seat.mutate(
      {
        sectionId: one.sectionId,
        enrollmentIds: [...ticks.chosen],
        startDate: from,
        endDate: to || null,
        leaveOthers: leave && leaving.length > 0,
      },
      {
        onSuccess: ({ seated }) => {
          ticks.clear();
          setText('');
          announce(`${count(seated, 'pupil')} put into ${one.name}. It can be taken back.`);
        },
      },
    );
  return (
    <section className="card" aria-labelledby="free">
      <h2 id="free">Put pupils in</h2>
      <div className="row">
        <Field
          name="from"
          label="From"
          type="date"
          value={from}
          min={one.yearStart}
          max={one.yearEnd}
          onChange={(event) => {
            setFrom(event.target.value);
            if (event.target.value) onDate(event.target.value);
          }}
        />
        <Field
          name="to"
          label="Through (empty while it goes on)"
          type="date"
          value={to}
          onChange={(event) => setTo(event.target.value)}
        />
        <Choose
          label="Grade"
          value={grade}
          none="All grades"
          onChange={setGrade}
          choices={grades.map((code) => ({ code, label: code }))}
        />
        <Field
          name="text"
          label="Name begins with"
          value={text}
          autoComplete="off"
          hint="Enter ticks the first of the list."
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const first = shown.find(({ enrollmentId }) => !ticks.has(enrollmentId));
            if (event.key !== 'Enter' || wanted === '' || !first) return;
            event.preventDefault();
            ticks.set(first.enrollmentId, true);
            announce(`${first.name} ticked.`);
            setText('');
          }}
        />
        <button
          type="button"
          className={styles.all}
          disabled={shown.length === 0}
          onClick={() => ticks.tick(shown.map(({ enrollmentId }) => enrollmentId))}
        >
          Tick all {shown.length}
        </button>
      </div>
      <fieldset className={styles.pupils}>
        <legend>
          {count(shown.length, 'pupil')} of {one.schoolName} not in it, {chosen.length} ticked
        </legend>
        {shown.map((pupil) => (
          <label key={pupil.enrollmentId} className={styles.pupil}>
            <input
              type="checkbox"
              checked={ticks.has(pupil.enrollmentId)}
              onChange={(event) => ticks.set(pupil.enrollmentId, event.target.checked)}
            />{' '}
            <span data-name>{pupil.name}</span>, {pupil.grade}
            <span className="soft">{whatToKnow(pupil, from)}</span>
          </label>
        ))}
      </fieldset>
      {leaving.length > 0 && (
        <p>
          <label>
            <input type="checkbox" checked={leave} onChange={(event) => setLeave(event.target.checked)} />{' '}
            {count(leaving.length, 'pupil')} of these {leaving.length === 1 ? 'sits' : 'sit'} elsewhere at
            that time: end that the day before
          </label>
        </p>
      )}
      <Failed of={seat.error} />
      <button
        type="button"
        className="main"
        disabled={chosen.length === 0 || from === '' || seat.isPending}
        onClick={put}
      >
        Put {count(chosen.length, 'pupil')} in
      </button>
    </section>
  );
}

/** Where somebody sits at that time, and which of the days are not school days of this pupil. */
function whatToKnow({ elsewhere, startDate, endDate }: Free, from: string): string {
  const facts = [
    ...(elsewhere.length > 0 ? [`sits in ${elsewhere.join(' and ')}`] : []),
    ...(startDate > from ? [`comes on ${dateInWords(startDate)}`] : []),
    ...(endDate !== null ? [`leaves on ${dateInWords(endDate)}`] : []),
  ];
  return facts.length > 0 ? `: ${facts.join('; ')}` : '';
}
