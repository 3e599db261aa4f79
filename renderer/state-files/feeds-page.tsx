import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { type FeedName, feedNames, feedRoles } from '#domain/state-files/feeds.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Choose, Field } from '#renderer/shell/field.tsx';
import { FeedCheck } from '#renderer/state-files/feed-check.tsx';

const LABELS: Readonly<Record<FeedName, string>> = {
  'assessment-registration': 'Assessment registration',
  'test-window': 'Test window list',
  'child-nutrition': 'Child nutrition',
  'special-education': 'Special education',
};

/** Lists for the kitchen's system and for special education: lines, totals with the pupils behind them, and the file. */
export default function FeedsPage() {
  const status = useRead('district.status', {});
  const overview = useRead('school.overview', {});
  const [search] = useSearchParams();
  const [chosen, setChosen] = useState<FeedName | null>(
    () => feedNames.find((name) => name === search.get('feed')) ?? null,
  );
  const [date, setDate] = useState('');
  const [school, setSchool] = useState('');
  const roles = status.data?.user?.roles ?? [];
  const mine = feedNames.filter((feed) => roles.some((role) => feedRoles[feed].includes(role)));
  const feed = chosen !== null && mine.includes(chosen) ? chosen : mine[0];
  const day = date || (status.data?.today ?? '');
  const schools = overview.data?.schools ?? [];
  return (
    <>
      <h1>Feeds</h1>
      <p className="soft">
        Lists for other programs of the state, each with its totals: who takes the state tests, meal status,
        the special education child count. <Link to="/collections/files">State files</Link>
      </p>
      <div className="row">
        <Choose
          label="Feed"
          value={feed ?? ''}
          choices={mine.map((code) => ({ code, label: LABELS[code] }))}
          onChange={(value) => setChosen(value as FeedName)}
        />
        <Field
          name="date"
          label="On this day"
          type="date"
          value={day}
          onChange={(event) => setDate(event.target.value)}
        />
        {schools.length > 1 && (
          <Choose
            label="School"
            value={school}
            none="All schools"
            choices={schools.map(({ number, name }) => ({ code: number, label: name }))}
            onChange={setSchool}
          />
        )}
      </div>
      {feed && day && (
        <FeedCheck key={feed} feed={feed} scope={{ date: day, ...(school ? { school } : {}) }} />
      )}
    </>
  );
}
