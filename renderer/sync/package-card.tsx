import { useState } from 'react';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Field } from '#renderer/shell/field.tsx';
import { FormDialog } from '#renderer/shell/form-dialog.tsx';
import { count, momentInWords } from '#renderer/shell/words.ts';

/** For an office without a line: the same changes on a stick, and the state's answer back. */
export function PackageCard({ isAdministrator }: { isAdministrator: boolean }) {
  const status = useRead('packages.status', {});
  const write = useCommand('packages.write');
  const read = useCommand('packages.read-answer');
  const [told, setTold] = useState('');
  const [connecting, setConnecting] = useState(false);
  const say = (words: string): void => {
    setTold(words);
    announce(words);
    void status.refetch();
  };
  if (!status.data) return <Failed of={status.error} />;
  const { ready, words, enrolling, packages } = status.data;
  return (
    <section className="card" aria-labelledby="carry">
      <h2 id="carry">No line: carry it on a stick</h2>
      <p>
        A package holds everything that waits, and only the state can open it. Nothing counts as sent until
        the state’s answer is taken in here. Writing it again is safe.
      </p>
      {!ready && <p>{words}</p>}
      {enrolling && <p>The first package also brings this computer’s one-time code to the state.</p>}
      <Failed of={write.error ?? read.error} />
      {told && <p className="notice">{told}</p>}
      <div className="row">
        {ready && (
          <>
            <button
              type="button"
              disabled={write.isPending}
              onClick={() =>
                write.mutate(
                  {},
                  {
                    onSuccess: ({ saved, operations, calls }) =>
                      saved &&
                      say(
                        `Written: ${count(operations, 'change')}${calls > 0 ? ` and ${count(calls, 'question')}` : ''}. Bring it to the state, and the answer back.`,
                      ),
                  },
                )
              }
            >
              {write.isPending ? 'Writing…' : 'Write a package'}
            </button>
            <button
              type="button"
              disabled={read.isPending}
              onClick={() =>
                read.mutate(
                  {},
                  {
                    onSuccess: (came) =>
                      came.read &&
                      say(
                        [
                          `${count(came.received, 'change')} received by the state.`,
                          came.refused > 0 && `${came.refused} not accepted: see State.`,
                          came.conflicts > 0 && `${came.conflicts} changed in two places: see State.`,
                          came.fetched > 0 &&
                            `${count(came.fetched, 'record')} came from the state and the other computers.`,
                        ]
                          .filter(Boolean)
                          .join(' '),
                      ),
                  },
                )
              }
            >
              {read.isPending ? 'Reading…' : 'Take in the answer'}
            </button>
          </>
        )}
        {isAdministrator && !ready && (
          <button type="button" onClick={() => setConnecting(true)}>
            Connect without a line
          </button>
        )}
      </div>
      {packages.length > 0 && (
        <ul>
          {packages.map((one) => (
            <li key={one.id}>
              Written {momentInWords(one.writtenAt)} by {one.actorName}: {count(one.operations, 'change')},{' '}
              {one.answeredAt ? `answer taken in ${momentInWords(one.answeredAt)}` : 'no answer yet'}
            </li>
          ))}
        </ul>
      )}
      {connecting && (
        <CardForm
          onClose={() => setConnecting(false)}
          onDone={(name) => {
            setConnecting(false);
            say(`Ready to carry for ${name}. Write the first package.`);
          }}
        />
      )}
    </section>
  );
}

/** The state's card from the stick; code and fingerprint from paper. */
function CardForm({ onClose, onDone }: { onClose: () => void; onDone: (district: string) => void }) {
  const connect = useCommand('packages.connect');
  return (
    <FormDialog
      title="Connect without a line"
      saving={connect}
      saveLabel="Choose the card on the stick"
      onClose={onClose}
      onSave={({ text }) => {
        connect.mutate(
          { code: text('code'), fingerprint: text('fingerprint'), deviceName: text('deviceName') },
          { onSuccess: ({ connected, districtName }) => connected && onDone(districtName) },
        );
      }}
    >
      <Field name="code" label="One-time code" required autoFocus autoComplete="off" />
      <Field
        name="fingerprint"
        label="Fingerprint of the state"
        required
        hint="From the same paper: the first sixteen characters at least. It shows that the card is the state’s."
        autoComplete="off"
      />
      <Field name="deviceName" label="Name of this computer" defaultValue="School office" required />
    </FormDialog>
  );
}
