import { useMemo, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { AcceptDialog } from '#renderer/collections/accept-dialog.tsx';
import { placeOf } from '#renderer/collections/finding-place.ts';
import { PolicyNotes, PolicyNumbers } from '#renderer/collections/policy-notes.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';
import { count } from '#renderer/shell/words.ts';
import styles from './collections.module.css';

type Finding = Output<'collections.validate'>['findings'][number];
type By = 'rule' | 'pupil';

const SEVERITY = { must: 'Must fix', check: 'Check this', note: 'Note' } as const;

/** What the rules find, by rule or by pupil. Enter on a pupil opens the field that is wrong. */
export default function ValidationPage() {
  const [search, setSearch] = useSearchParams();
  const [by, setBy] = useState<By>('rule');
  const [accepting, setAccepting] = useState<Finding | null>(null);
  const takeBack = useCommand('collections.accept-warning');
  const collection = search.get('collection') ?? '';
  const year = Number(search.get('year'));
  const board = useRead('collections.board', year ? { endYear: year } : {});
  const result = useRead(
    'collections.validate',
    { ...(collection ? { collection } : {}), ...(year ? { endYear: year } : {}) },
    { keepPrevious: true },
  );
  const groups = useMemo(() => grouped(result.data?.findings ?? [], by), [result.data, by]);
  const collections = new Map(
    (board.data?.cards ?? [])
      .filter((card) => !card.collection.endsWith('-finance'))
      .map((card) => [card.collection, card.title]),
  );
  return (
    <>
      <h1>Validate</h1>
      <div className="row">
        <Choose
          label="Collection"
          value={collection}
          none="Everything"
          choices={[...collections].map(([code, label]) => ({ code, label }))}
          onChange={(value) =>
            setSearch({ ...(value ? { collection: value } : {}), ...(year ? { year: String(year) } : {}) })
          }
        />
        <Choose
          label="List by"
          value={by}
          choices={[
            { code: 'rule', label: 'Rule' },
            { code: 'pupil', label: 'Pupil' },
          ]}
          onChange={(value) => setBy(value as By)}
        />
        <Link
          className="button"
          to={`/reports?report=validation-worksheet${collection ? `&collection=${collection}` : ''}`}
        >
          Print worksheet
        </Link>
        <Link to="/collections">Back to collections</Link>
      </div>
      <Failed of={result.error ?? takeBack.error} />
      {result.data && (
        <p role="status">
          {count(result.data.students, 'pupil')} checked: {result.data.must} must be fixed,{' '}
          {result.data.check} to check
          {result.data.accepted > 0 && `, ${result.data.accepted} accepted`}.{' '}
          <span className="soft small">Rules {result.data.rulesVersion}</span>
        </p>
      )}
      {result.data?.findings.length === 0 && <p className="notice">Everything is in order.</p>}
      <div className={styles.list}>
        {groups.map(({ title, findings }) => (
          <section key={title} className="card">
            <h2 data-name={by === 'pupil' || undefined}>
              {title} ({findings.length})
            </h2>
            {by === 'rule' && (
              <p className="soft">
                {findings[0]?.why} {findings[0]?.how}
              </p>
            )}
            {by === 'rule' && findings[0] && <PolicyNotes rule={findings[0].rule} />}
            {findings.map((finding) => (
              <div
                key={`${finding.rule} ${finding.subjectId} ${finding.what}`}
                className={`${styles.finding} ${finding.severity === 'must' ? styles.must : finding.severity === 'check' ? styles.check : ''}`}
              >
                <p>
                  <strong>{SEVERITY[finding.severity]}:</strong>{' '}
                  <Link to={placeOf(finding)} data-name>
                    {finding.name}
                  </Link>{' '}
                  {finding.what}
                  {by === 'pupil' && (
                    <span className="soft">
                      {' '}
                      {finding.how} <PolicyNumbers rule={finding.rule} />
                    </span>
                  )}
                  {finding.accepted && <span className="soft"> Accepted: {finding.accepted}.</span>}{' '}
                  {finding.severity !== 'must' &&
                    (finding.accepted ? (
                      <button
                        type="button"
                        className="plain"
                        onClick={() => takeBack.mutate({ ...subjectOf(finding), reason: null })}
                      >
                        Take back
                      </button>
                    ) : (
                      <button type="button" className="plain" onClick={() => setAccepting(finding)}>
                        Accept
                      </button>
                    ))}
                </p>
              </div>
            ))}
          </section>
        ))}
      </div>
      {accepting && (
        <AcceptDialog
          subject={subjectOf(accepting)}
          what={accepting.what}
          onClose={() => setAccepting(null)}
        />
      )}
    </>
  );
}

const subjectOf = ({ rule, count: which, subjectType, subjectId }: Finding) => ({
  rule,
  count: which,
  subjectType,
  subjectId,
});

function grouped(findings: readonly Finding[], by: By): { title: string; findings: Finding[] }[] {
  const found = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = by === 'rule' ? finding.title : finding.name;
    const own = found.get(key);
    if (own) own.push(finding);
    else found.set(key, [finding]);
  }
  return [...found].map(([title, own]) => ({ title, findings: own }));
}
