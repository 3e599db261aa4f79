import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Input, Output } from '#electron/contract/contract.ts';
import { call } from '#renderer/bridge/call.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';

export type Sheet = Output<'attendance.room'>;
export type SheetRow = Sheet['rows'][number];
export type Mark = Input<'attendance.mark'>['marks'][number];

/** What one step did and how to take it back. Kept for the whole session, across rooms and days. */
interface Step {
  readonly done: Mark[];
  readonly before: Mark[];
  readonly words: string;
}
const undone: Step[] = [];
const steps: Step[] = [];

/** One room's sheet: every mark is saved at once, and the whole session can be undone. */
export function useSheet(sectionId: string, date: string) {
  const client = useQueryClient();
  const input = { sectionId, date };
  const read = useRead('attendance.room', input);
  const [failure, setFailure] = useState<Error | null>(null);

  const send = async (marks: Mark[], words: string): Promise<boolean> => {
    try {
      const sheet = client.getQueryData<Sheet>(['attendance.room', input]);
      const onlyBlock = sheet?.kind === 'class' ? (sheet.blocks[0] ?? null) : null;
      const { rows } = await call('attendance.mark', { marks, onlyBlock }, crypto.randomUUID());
      const fresh = new Map(rows.map((row) => [row.enrollmentId, row]));
      client.setQueryData<Sheet>(['attendance.room', input], (now) =>
        now
          ? {
              ...now,
              rows: now.rows.map((row) =>
                marks[0]?.date === date ? (fresh.get(row.enrollmentId) ?? row) : row,
              ),
            }
          : now,
      );
      setFailure(null);
      announce(`${words}, saved`);
      return true;
    } catch (error) {
      setFailure(error as Error);
      return false;
    }
  };

  const mark = async (marks: Mark[], words: string): Promise<boolean> => {
    const sheet = client.getQueryData<Sheet>(['attendance.room', input]);
    const before = marks.flatMap((m) => cellsOf(sheet, m));
    const saved = await send(marks, words);
    if (saved) {
      steps.push({ done: marks, before, words });
      undone.length = 0;
    }
    return saved;
  };

  const undo = async (): Promise<void> => {
    const step = steps.pop();
    if (!step) return announce('Nothing to undo');
    if (await send(step.before, `Undone: ${step.words}`)) undone.push(step);
    else steps.push(step);
  };
  const redo = async (): Promise<void> => {
    const step = undone.pop();
    if (!step) return announce('Nothing to redo');
    if (await send(step.done, `Again: ${step.words}`)) steps.push(step);
    else undone.push(step);
  };
  const reread = (): Promise<void> => client.invalidateQueries({ queryKey: ['attendance.room', input] });

  return { sheet: read.data, error: failure ?? read.error, mark, undo, redo, reread };
}

/** The cells a mark is about to change, as marks that put them back. */
function cellsOf(sheet: Sheet | undefined, mark: Mark): Mark[] {
  const row = sheet?.rows.find((r) => r.enrollmentId === mark.enrollmentId);
  return (row?.cells ?? [])
    .filter((cell) => mark.block === null || mark.block === undefined || cell.block === mark.block)
    .map((cell) => ({
      enrollmentId: mark.enrollmentId,
      date: mark.date,
      block: cell.block,
      code: cell.code,
      minutes: cell.missed,
      clockTime: cell.clockTime,
      note: cell.note,
    }));
}
