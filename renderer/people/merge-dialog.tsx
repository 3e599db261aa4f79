import { useState } from 'react';
import { dateInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

type Pair = Output<'people.duplicates'>[number];
type Side = 'keep' | 'gone';

/** Side by side: pick per field, see what moves, answer what disagrees. */
export function MergeDialog({ pair, onClose }: { pair: Pair; onClose: () => void }) {
  const [turned, setTurned] = useState(false);
  const [picks, setPicks] = useState<Readonly<Record<string, Side>>>({});
  const [keep, gone] = turned ? [pair.other, pair.one] : [pair.one, pair.other];
  const ids = { keepId: keep.personId, goneId: gone.personId };
  const preview = useRead('people.merge-preview', ids);
  const merge = useCommand('people.merge');
  const questions = preview.data?.marks ?? [];
  const markKey = (mark: (typeof questions)[number]): string => `${mark.date} ${mark.block} ${mark.source}`;
  const unanswered = questions.filter((mark) => !picks[markKey(mark)]).length;
  const pick = (key: string, side: Side): void => setPicks({ ...picks, [key]: side });
  const chosen = (keys: readonly string[]): Record<string, Side> =>
    Object.fromEntries(keys.flatMap((key) => (picks[key] ? [[key, picks[key]]] : [])));

  const line = (key: string, label: string, values: Record<Side, string | null>, first: Side | null) => (
    <tr key={key}>
      <th scope="row">{label}</th>
      {(['keep', 'gone'] as const).map((side) => (
        <td key={side} data-name>
          <label>
            <input
              type="radio"
              name={key}
              checked={(picks[key] ?? first) === side}
              onChange={() => pick(key, side)}
            />{' '}
            {values[side] ?? 'nothing'}
          </label>
        </td>
      ))}
    </tr>
  );
  return (
    <Dialog title="Is it one person?" onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          merge.mutate(
            {
              ...ids,
              fields: chosen((preview.data?.fields ?? []).map(({ name }) => name)),
              records: chosen((preview.data?.clashes ?? []).map(({ key }) => key)),
              marks: questions.flatMap((mark) => {
                const holds = picks[markKey(mark)];
                const { date, block, source } = mark;
                return holds ? [{ date, block, source, holds }] : [];
              }),
            },
            {
              onSuccess: () => {
                announce('Merged. It can be taken back for 30 days.');
                onClose();
              },
            },
          );
        }}
      >
        <Failed of={preview.error} />
        {preview.data && (
          <>
            <table>
              <thead>
                <tr>
                  <td />
                  <th scope="col" data-name>
                    Stays: {keep.name}
                  </th>
                  <th scope="col" data-name>
                    Goes into it: {gone.name}
                  </th>
                </tr>
              </thead>
              <tbody>
                {preview.data.fields.map((field) =>
                  line(field.name, field.label, { keep: field.keep, gone: field.gone }, 'keep'),
                )}
                {preview.data.clashes.map((clash) =>
                  line(clash.key, clash.label, { keep: clash.keep, gone: clash.gone }, 'keep'),
                )}
                {questions.map((mark) =>
                  line(
                    markKey(mark),
                    `${dateInWords(mark.date)}, ${mark.block}`,
                    { keep: mark.keep, gone: mark.gone },
                    null,
                  ),
                )}
              </tbody>
            </table>
            {questions.length > 0 && (
              <p className="notice care" role="status">
                {unanswered > 0
                  ? `${count(unanswered, 'mark')} of attendance disagree: choose which is right.`
                  : 'Every mark that disagreed has its answer.'}
              </p>
            )}
            <p>
              Moves along:{' '}
              {preview.data.moves.map(({ label, count: n }) => `${n} × ${label}`).join(', ') || 'nothing'}.
              {preview.data.joins > 0 &&
                ` ${count(preview.data.joins, 'enrollment')} of one time and calendar become one.`}
            </p>
            {preview.data.problem && <p className="notice bad">{preview.data.problem}</p>}
          </>
        )}
        <Failed of={merge.error} />
        <div className="row">
          <button
            type="submit"
            className="main"
            disabled={!preview.data || preview.data.problem !== null || unanswered > 0 || merge.isPending}
          >
            One person: merge
          </button>
          <button
            type="button"
            onClick={() => {
              setTurned(!turned);
              setPicks({});
            }}
          >
            Keep the other one
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}
