import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

type Code = Output<'exports.check'>['codesToConfirm'][number];

/** Codes in the file that are ours, or that no list has: say what the state calls each, or that it is the same. */
export function CodesToConfirm({ codes, unknown = false }: { codes: readonly Code[]; unknown?: boolean }) {
  const confirm = useCommand('exports.confirm-codes');
  const [texts, setTexts] = useState<Readonly<Record<string, string>>>({});
  const key = ({ set, code }: Code): string => `${set} ${code}`;
  return (
    <form
      className="notice care"
      onSubmit={(event) => {
        event.preventDefault();
        confirm.mutate({
          codes: codes.map((one) => ({
            set: one.set,
            code: one.code,
            stateCode: texts[key(one)]?.trim() || one.code,
          })),
        });
      }}
    >
      <p>
        {unknown
          ? 'The lists of codes this program knows do not have these. Correct them in the records where they are wrong; confirm them here only when the state has said that they are right.'
          : 'These codes are local defaults: nobody has said what the state calls them, so they may not leave. Correct them where the state’s list differs, then confirm.'}
      </p>
      <table>
        <thead>
          <tr>
            <th scope="col">List</th>
            <th scope="col">Meaning</th>
            <th scope="col">State code</th>
          </tr>
        </thead>
        <tbody>
          {codes.map((one) => (
            <tr key={key(one)}>
              <td>{one.setTitle}</td>
              <td>{one.label}</td>
              <td>
                <input
                  aria-label={`State code for ${one.label} (${one.setTitle})`}
                  value={texts[key(one)] ?? one.code}
                  maxLength={40}
                  onChange={(event) => setTexts({ ...texts, [key(one)]: event.target.value })}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <Failed of={confirm.error} />
      <button type="submit" className="main" disabled={confirm.isPending}>
        Confirm these codes
      </button>
    </form>
  );
}
