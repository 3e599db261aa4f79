import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import type { Output } from '#electron/contract/contract.ts';
import { type Mark, redoLast, saveMarks, undoLast } from '#renderer/attendance/session-steps.ts';
import { call } from '#renderer/bridge/call.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';

export type Sheet = Output<'attendance.room'>;
export type SheetRow = Sheet['rows'][number];

/** Records that change what a sheet shows. */
const ON_SHEET = new Set([
  '*',
  'attendanceMark',
  'attendanceTaken',
  'calendarDay',
  'dayClosing',
  'sectionRoster',
  'enrollment',
]);

/** One room's sheet: every mark is saved at once, and the whole session can be undone. */
export function useSheet(sectionId: string, date: string) {
  const client = useQueryClient();
  const input = { sectionId, date };
  const read = useRead('attendance.room', input);
  const [failure, setFailure] = useState<Error | null>(null);
  const inFlight = useRef(0);
  const sheetNow = (): Sheet | undefined => client.getQueryData<Sheet>(['attendance.room', input]);

  /** Shows the rows that a save answered with, or the sentence why it did not save. */
  const send = async (
    save: () => Promise<{ rows: SheetRow[] }>,
    marks: readonly Mark[],
  ): Promise<boolean> => {
    inFlight.current += 1;
    try {
      const { rows } = await save();
      const here = new Set(marks.filter((mark) => mark.date === date).map((mark) => mark.enrollmentId));
      const fresh = new Map(
        rows.filter((row) => here.has(row.enrollmentId)).map((row) => [row.enrollmentId, row]),
      );
      if (marks.every((mark) => mark.date === date))
        client.setQueryData<Sheet>(
          ['attendance.room', input],
          (now) => now && { ...now, rows: now.rows.map((row) => fresh.get(row.enrollmentId) ?? row) },
        );
      else await reread();
      setFailure(null);
      return true;
    } catch (error) {
      setFailure(error as Error);
      return false;
    } finally {
      inFlight.current -= 1;
    }
  };

  /** A class shows its own block only. */
  const onlyBlock = (): string | null => {
    const sheet = sheetNow();
    return sheet?.kind === 'class' ? (sheet.blocks[0] ?? null) : null;
  };
  const mark = async (marks: Mark[], words: string): Promise<boolean> => {
    const saved = await send(() => saveMarks(marks, words, onlyBlock()), marks);
    if (saved) announce(`${words}, saved`);
    return saved;
  };
  const again = (marks: Mark[]): Promise<boolean> =>
    send(() => call('attendance.mark', { marks, onlyBlock: onlyBlock() }, crypto.randomUUID()), marks);
  const undo = async (): Promise<void> => {
    const moved = await undoLast(again);
    if (!moved) announce('Nothing to undo');
    else if (moved.saved) announce(`Undone: ${moved.words}`);
  };
  const redo = async (): Promise<void> => {
    const moved = await redoLast(again);
    if (!moved) announce('Nothing to redo');
    else if (moved.saved) announce(`Again: ${moved.words}`);
  };
  const reread = (): Promise<void> => client.invalidateQueries({ queryKey: ['attendance.room', input] });

  // What others change (the call-in pad, a group, the teacher, the state) is read again; one's own keys answer themselves.
  useEffect(() =>
    window.hiline.onEvent((event) => {
      if (inFlight.current > 0 || event.event !== 'changed') return;
      if (event.records.some((record) => ON_SHEET.has(record.type))) void reread();
    }),
  );

  return { sheet: read.data, error: failure ?? read.error, mark, undo, redo, reread };
}
