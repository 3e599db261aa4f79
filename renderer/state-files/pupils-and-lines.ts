import { count } from '#renderer/shell/words.ts';

/** "28 pupils", and where some of them have several lines "28 pupils, 61 lines". */
export function pupilsAndLines(lines: readonly { readonly studentId: string }[]): string {
  const pupils = new Set(lines.map(({ studentId }) => studentId)).size;
  return pupils === lines.length
    ? count(pupils, 'pupil')
    : `${count(pupils, 'pupil')}, ${count(lines.length, 'line')}`;
}
