import { Link } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import type { Move } from '#renderer/enrollment/moves-page.tsx';
import { RecordTables } from '#renderer/enrollment/record-tables.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { momentInWords } from '#renderer/shell/words.ts';

/** What the other district has handed over, as it was there. */
export function ReceivedRecords({
  move,
  part,
  title,
  onClose,
}: {
  move: Move;
  part: Move['received'][number];
  title: string;
  onClose: () => void;
}) {
  const records = useRead('moves.records', { id: move.id, part });
  return (
    <Dialog title={`${move.name}: ${title}`} onClose={onClose}>
      <Failed of={records.error} />
      {records.data && (
        <>
          <p>
            From {move.other.districtName} ({records.data.fromDistrict}), released by{' '}
            {records.data.releasedBy}, {momentInWords(records.data.releasedAt)}. As it was there; nothing of
            it counts in your own numbers.
          </p>
          <RecordTables tables={records.data.tables} />
        </>
      )}
      <Link
        className="button"
        to={`/reports?report=received-records&moveId=${move.id}&part=${part}`}
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
