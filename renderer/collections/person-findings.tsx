import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { placeOf } from '#renderer/collections/finding-place.ts';
import { PolicyNumbers } from '#renderer/collections/policy-notes.tsx';
import styles from './collections.module.css';

/** What the state's rules find in this pupil's records, as they stand now: read again after every change. */
export function PersonFindings({ studentId }: { studentId: string }) {
  const result = useRead('collections.validate', { studentId }, { keepPrevious: true });
  const open = (result.data?.findings ?? []).filter(
    ({ severity, accepted }) => severity !== 'note' && accepted === null,
  );
  if (open.length === 0) return null;
  const must = open.filter(({ severity }) => severity === 'must').length;
  return (
    <details className={`notice ${must > 0 ? 'care' : ''}`} open={must > 0 && must < 4}>
      <summary>
        {must > 0 && `Must fix for the state: ${must}`}
        {must > 0 && open.length > must && ', '}
        {open.length > must && `check: ${open.length - must}`}
      </summary>
      <ul className={styles.plain}>
        {open.map((finding) => (
          <li key={`${finding.rule} ${finding.subjectId} ${finding.count} ${finding.what}`}>
            <Link to={placeOf(finding)}>{finding.title}</Link>: {finding.what}{' '}
            <span className="soft">
              {finding.how} <PolicyNumbers rule={finding.rule} />
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
