import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import type { Grant } from '#renderer/enrollment/grants-list.tsx';
import { RecordTables } from '#renderer/enrollment/record-tables.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** What a grant opens, as it was when it was last read. Nothing here can be changed. */
export function GrantedRecords({
  grant,
  title,
  onClose,
}: {
  grant: Grant;
  title: string;
  onClose: () => void;
}) {
  const records = useRead('grants.records', { id: grant.id });
  const ours = grant.side === 'given';
  return (
    <Dialog title={`${grant.name}: ${title}`} onClose={onClose}>
      <Failed of={records.error} />
      {records.data && (
        <>
          <p>
            {ours
              ? `What ${grant.other.name} (${grant.other.number}) can read of yours`
              : `From ${grant.other.name} (${grant.other.number}), who can change it at any time`}
            , as it was {momentInWords(records.data.readAt)}. To read only
            {ours ? '.' : '; nothing of it counts in your own numbers.'}
          </p>
          <RecordTables tables={records.data.tables} />
        </>
      )}
      <Link
        className="button"
        to={`/reports?report=received-records&grantId=${grant.id}&part=${grant.part}`}
        onClick={onClose}
      >
        Print
      </Link>{' '}
      <button type="button" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
