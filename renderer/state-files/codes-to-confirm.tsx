import { useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

type Code = Output<'exports.check'>['codesToConfirm'][number];

/** Codes of ours in the file: say what the state calls each, or that it is the same. */
export function CodesToConfirm({ codes }: { codes: readonly Code[] }) {
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
        These codes are local defaults: nobody has said what the state calls them, so they may not leave.
        Correct them where the state’s list differs, then confirm.
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
                  aria-label={`State code for ${one.label}`}
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
