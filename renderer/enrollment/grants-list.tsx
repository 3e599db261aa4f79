import { useState } from 'react';
import { Link } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { GrantedRecords } from '#renderer/enrollment/granted-records.tsx';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';
import { momentInWords } from '#renderer/shell/words.ts';
import styles from './grants-list.module.css';

export type Grant = Output<'grants.list'>[number];

export const PARTS: Readonly<Record<Grant['part'], string>> = {
  permanent: 'permanent record',
  'special-education': 'special education documents',
};

/** Which district reads which pupil's records of another one, both ways, until the one that has them ends it. */
export function GrantsList() {
  const list = useRead('grants.list', {}, { keepPrevious: true });
  const [told, setTold] = useState('');
  if (list.data?.length === 0 && !list.error) return null;
  const say = (words: string): void => {
    setTold(words);
    announce(words);
    void list.refetch();
  };
  return (
    <section className={styles.list} aria-labelledby="grants">
      <h2 id="grants">Reading between districts</h2>
      <p className="soft">
        Records stay with the district that has them. Another one reads them as they are, until that is ended.
      </p>
      <Failed of={list.error} />
      {told && <p className="notice">{told}</p>}
      {list.data?.map((grant) => (
        <OneGrant key={grant.id} grant={grant} onChanged={say} />
      ))}
    </section>
  );
}

function OneGrant({ grant, onChanged }: { grant: Grant; onChanged: (words: string) => void }) {
  const read = useCommand('grants.fetch');
  const [open, setOpen] = useState<'read' | 'end' | null>(null);
  const { side, other, endedAt } = grant;
  const part = PARTS[grant.part];
  const given = side === 'given';
  const place = `${other.name} (${other.number})`;
  // What lies here is shown without a line too; with one, it is first read as it is now.
  const show = (): void =>
    read.mutate(
      { id: grant.id },
      { onSettled: (_done, error) => (!error || grant.readAt) && setOpen('read') },
    );
  return (
    <section className="card" aria-label={`${grant.name}, ${given ? 'read by' : 'read from'} ${other.name}`}>
      <h3 data-name>
        {grant.personId ? <Link to={`/people/${grant.personId}`}>{grant.name}</Link> : grant.name}
      </h3>
      <p>
        {given
          ? `${place} ${endedAt ? 'could' : 'can'} read the ${part} that you keep, since ${momentInWords(grant.begunAt)}; opened by ${grant.begunBy}.`
          : `You ${endedAt ? 'could' : 'can'} read the ${part} that ${place} keeps, since ${momentInWords(grant.begunAt)}.`}
        {!endedAt && grant.readAt && ` Last read ${momentInWords(grant.readAt)}.`}
      </p>
      {endedAt && (
        <p>
          Ended {momentInWords(endedAt)} by {grant.endedBy}
          {grant.endReason ? `: ${grant.endReason.replace(/[.!]$/, '')}` : ''}.{' '}
          {given
            ? 'Nothing was deleted.'
            : 'The records are not here any more. What you entered yourself, and what was released to you, stays.'}
        </p>
      )}
      {grant.endWaits && <p className="notice">Its end waits for a line to the state.</p>}
      <Failed of={open === 'read' ? null : read.error} />
      {!endedAt && (
        <div className="row">
          <button type="button" disabled={read.isPending} onClick={show}>
            {given ? 'See what they can read' : `Read the ${part}`}
          </button>
          {given && !grant.endWaits && (
            <button type="button" onClick={() => setOpen('end')}>
              End the reading
            </button>
          )}
        </div>
      )}
      {open === 'read' && <GrantedRecords grant={grant} title={part} onClose={() => setOpen(null)} />}
      {open === 'end' && (
        <EndReading
          grant={grant}
          onClose={() => setOpen(null)}
          onDone={(words) => {
            setOpen(null);
            onChanged(words);
          }}
        />
      )}
    </section>
  );
}

/** They cannot read it any more; the other district reads the reason. */
function EndReading({
  grant,
  onClose,
  onDone,
}: {
  grant: Grant;
  onClose: () => void;
  onDone: (words: string) => void;
}) {
  const end = useCommand('grants.end');
  return (
    <FormDialog
      title={`End the reading of ${grant.name} by ${grant.other.name}`}
      saving={end}
      saveLabel="End the reading"
      onClose={onClose}
      onSave={({ text }) =>
        end.mutate(
          { id: grant.id, reason: text('reason').trim() || null },
          { onSuccess: ({ words }) => onDone(words) },
        )
      }
    >
      <p>
        {grant.other.name} cannot read these records any more. Nothing is deleted, and what was released to
        them stays theirs.
      </p>
      <Field
        name="reason"
        label="Why (may be left empty)"
        maxLength={300}
        hint="They read this sentence. Do not write more about the child than needed."
        autoFocus
      />
    </FormDialog>
  );
}
