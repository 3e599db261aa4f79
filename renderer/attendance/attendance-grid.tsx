import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { HalfDay, KeyList, NoteBox, TimeBox } from '#renderer/attendance/grid-boxes.tsx';
import { type KeyMeaning, meaningOf } from '#renderer/attendance/grid-keys.ts';
import type { Mark } from '#renderer/attendance/session-steps.ts';
import type { Sheet, SheetRow } from '#renderer/attendance/use-sheet.ts';
import { announce } from '#renderer/shell/announce.tsx';
import styles from './attendance-grid.module.css';

interface Props {
  readonly sheet: Sheet;
  readonly onMark: (marks: Mark[], words: string) => Promise<boolean>;
  readonly onUndo: () => void;
  readonly onRedo: () => void;
  readonly onFinish: () => void;
}

/** Whole-day column, then one for each block; a class has its one block only. */
const WHOLE_DAY = null;

type Box =
  | {
      readonly kind: 'arrived' | 'left' | 'half' | 'note';
      readonly row: number;
      readonly column: string | null;
      readonly code: string | null;
    }
  | { readonly kind: 'keys' };

/**
 * The roster as a grid (WAI-ARIA grid pattern): one Tab stop, a letter marks and moves down, a number goes to the row of
 * that number. Each mark is saved before the next key is looked at.
 */
export function AttendanceGrid({ sheet, onMark, onUndo, onRedo, onFinish }: Props) {
  const columns: (string | null)[] =
    sheet.kind === 'class' || sheet.blocks.length === 1 ? sheet.blocks : [WHOLE_DAY, ...sheet.blocks];
  const [search] = useSearchParams();
  // A link may name the pupil whose mark is to be looked at.
  const [at, setAt] = useState(() => ({
    row: Math.max(
      0,
      sheet.rows.findIndex((row) => row.enrollmentId === search.get('pupil')),
    ),
    column: 0,
  }));
  const [typed, setTyped] = useState('');
  const [box, setBox] = useState<Box | null>(null);
  const last = useRef<string | null | undefined>(undefined);
  const grid = useRef<HTMLTableElement>(null);
  const lastRow = sheet.rows.length - 1;

  useEffect(() => {
    if (!box) grid.current?.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  }, [box]);

  const goTo = (row: number, column = at.column): void => {
    const next = {
      row: Math.max(0, Math.min(lastRow, row)),
      column: Math.max(0, Math.min(columns.length - 1, column)),
    };
    setAt(next);
    setTyped('');
    requestAnimationFrame(() => cellOf(grid.current, next.row, next.column)?.focus());
  };

  const put = async (
    row: number,
    column: string | null,
    change: Omit<Mark, 'enrollmentId' | 'date' | 'block'>,
  ): Promise<void> => {
    const pupil = sheet.rows[row];
    if (!pupil) return;
    if (pupil.cells.length === 0) return announce(`${pupil.name} has no school on this day`);
    last.current = change.code;
    const label =
      change.code === null
        ? 'present'
        : (sheet.codes.find((c) => c.code === change.code)?.label ?? change.code);
    await onMark(
      [{ enrollmentId: pupil.enrollmentId, date: sheet.date, block: column, ...change }],
      `${pupil.name}: ${label}`,
    );
  };

  const act = async (meaning: KeyMeaning): Promise<void> => {
    const numbered = typed === '' ? at.row : Number(typed) - 1;
    const row = Math.max(0, Math.min(lastRow, numbered));
    const column = columns[at.column] ?? WHOLE_DAY;
    switch (meaning.kind) {
      case 'move':
        return goTo(at.row + meaning.rows, at.column + meaning.columns);
      case 'to':
        return goTo(
          meaning.row === 'first' ? 0 : meaning.row === 'last' ? lastRow : at.row,
          meaning.column === 'first' ? 0 : meaning.column === 'last' ? columns.length - 1 : at.column,
        );
      case 'digit': {
        const number = `${typed}${meaning.digit}`.slice(-3);
        setTyped(number);
        return announce(`Row ${number}`);
      }
      case 'forget':
        return setTyped('');
      case 'go':
        return goTo(typed === '' ? at.row + 1 : row);
      case 'code':
        if (typed !== '' && numbered !== row) return announce(`There is no row ${typed}`);
        if (meaning.asks) {
          setAt({ row, column: at.column });
          setTyped('');
          return setBox({ kind: meaning.asks, row, column, code: meaning.code });
        }
        goTo(row + 1);
        return put(row, column, { code: meaning.code });
      case 'repeat':
        if (last.current === undefined) return announce('Nothing to repeat yet');
        goTo(row + 1);
        return put(row, column, { code: last.current });
      case 'fill': {
        const pupils = sheet.rows.slice(at.row + 1);
        const marks = filledDown(sheet, at.row, column);
        if (marks.length > 0) await onMark(marks, `Filled down ${pupils.length} pupils`);
        return;
      }
      case 'note':
        return setBox({ kind: 'note', row, column, code: null });
      case 'keys':
        return setBox({ kind: 'keys' });
      case 'undo':
        return onUndo();
      case 'redo':
        return onRedo();
      case 'finish':
        return onFinish();
    }
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLAnchorElement) return;
    const meaning = meaningOf(event, sheet.codes);
    if (!meaning || (sheet.closed && !['move', 'to', 'keys'].includes(meaning.kind))) return;
    event.preventDefault();
    void act(meaning);
  };

  const boxed = box && 'row' in box ? sheet.rows[box.row] : undefined;
  const close = (): void => setBox(null);
  const saveBox = (change: Omit<Mark, 'enrollmentId' | 'date' | 'block'>): void => {
    if (!box || !('row' in box)) return;
    void put(box.row, box.column, change);
    setAt({ row: Math.min(lastRow, box.row + 1), column: at.column });
    close();
  };

  return (
    <>
      <div className={styles.scroll}>
        <table
          ref={grid}
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: an interactive grid is what this is (WAI-ARIA grid pattern)
          role="grid"
          aria-label={`${sheet.name}, attendance`}
          aria-rowcount={sheet.rows.length + 1}
          className={styles.grid}
          onKeyDown={onKeyDown}
        >
          <thead>
            <tr>
              <th scope="col" className="number">
                #
              </th>
              <th scope="col">Name</th>
              <th scope="col">Grade</th>
              {columns.map((column) => (
                <th scope="col" key={column ?? 'day'} className={styles.mark}>
                  {column ?? 'Day'}
                </th>
              ))}
              <th scope="col">Missed</th>
              <th scope="col">Note</th>
            </tr>
          </thead>
          <tbody>
            {sheet.rows.map((row, r) => (
              <tr
                key={row.enrollmentId}
                aria-rowindex={r + 2}
                className={r === at.row ? styles.here : undefined}
              >
                <td className="number soft">{r + 1}</td>
                <th scope="row" data-name className={styles.name}>
                  <Link to={`/people/${row.studentId}`} tabIndex={-1}>
                    {row.name}
                  </Link>
                </th>
                <td>{row.grade}</td>
                {columns.map((column, c) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid owns the keyboard
                  <td
                    key={column ?? 'day'}
                    data-row={r}
                    data-column={c}
                    tabIndex={r === at.row && c === at.column ? 0 : -1}
                    aria-label={cellLabel(row, column, sheet)}
                    className={`${styles.mark} ${codeOf(row, column) ? styles.marked : ''}`}
                    onClick={() => goTo(r, c)}
                    onFocus={() =>
                      r === at.row && c === at.column ? undefined : setAt({ row: r, column: c })
                    }
                  >
                    {cellText(row, column)}
                  </td>
                ))}
                <td className="small">{missedWords(row)}</td>
                <td className="small">
                  {[...new Set(row.cells.map((cell) => cell.note).filter(Boolean))].join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className={styles.typed} aria-hidden="true">
        {typed === '' ? '' : `Row ${typed}`}
      </p>
      {box?.kind === 'keys' && <KeyList codes={sheet.codes} onClose={close} />}
      {box?.kind === 'arrived' && boxed && (
        <TimeBox
          name={boxed.name}
          words="came at"
          onClose={close}
          onSave={(time) => saveBox({ code: box.code, arrivedAt: time })}
          onNoTime={() => saveBox({ code: box.code })}
        />
      )}
      {box?.kind === 'left' && boxed && (
        <TimeBox
          name={boxed.name}
          words="left at"
          onClose={close}
          onSave={(time) => saveBox({ code: box.code, leftAt: time })}
          onNoTime={() => saveBox({ code: box.code })}
        />
      )}
      {box?.kind === 'half' && boxed && (
        <HalfDay name={boxed.name} onClose={close} onSave={(half) => saveBox({ code: box.code, half })} />
      )}
      {box?.kind === 'note' && boxed && (
        <NoteBox
          name={boxed.name}
          note={boxed.cells.find((cell) => cell.note)?.note ?? ''}
          onClose={close}
          onSave={(note) => {
            const cell = boxed.cells.find((c) => c.code !== null) ?? boxed.cells[0];
            if (cell)
              void onMark(
                [
                  {
                    enrollmentId: boxed.enrollmentId,
                    date: sheet.date,
                    block: cell.block,
                    code: cell.code,
                    minutes: cell.missed,
                    clockTime: cell.clockTime,
                    note: note || null,
                  },
                ],
                `${boxed.name}: note`,
              );
            close();
          }}
        />
      )}
    </>
  );
}

/** The row's marks for everybody below, times too: a late bus is late for all. Blocks a pupil does not have are left out. */
function filledDown(sheet: Sheet, row: number, column: string | null): Mark[] {
  const source = (sheet.rows[row]?.cells ?? []).filter(
    (cell) => column === WHOLE_DAY || cell.block === column,
  );
  return sheet.rows.slice(row + 1).flatMap((pupil) =>
    source.flatMap(({ block, code, missed, clockTime }) => {
      const cell = pupil.cells.find((one) => one.block === block);
      if (!cell) return [];
      const minutes = missed === null ? null : Math.min(missed, cell.minutes);
      return [{ enrollmentId: pupil.enrollmentId, date: sheet.date, block, code, minutes, clockTime }];
    }),
  );
}

const cellOf = (grid: HTMLElement | null, row: number, column: number): HTMLElement | null | undefined =>
  grid?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);

/** The day's code where all its blocks agree. */
function codeOf(row: SheetRow | undefined, column: string | null): string | null {
  if (!row) return null;
  if (column !== WHOLE_DAY) return row.cells.find((cell) => cell.block === column)?.code ?? null;
  const codes = new Set(row.cells.map((cell) => cell.code));
  return codes.size === 1 ? ([...codes][0] ?? null) : null;
}

function cellText(row: SheetRow, column: string | null): string {
  if (column !== WHOLE_DAY) {
    const cell = row.cells.find((c) => c.block === column);
    if (!cell) return '–';
    return cell.code
      ? `${cell.code}${cell.clockTime ? ` ${cell.clockTime}` : ''}${teacherWords(row, column)}`
      : '';
  }
  if (row.cells.length === 0) return 'no school';
  return codeOf(row, column) ?? [...new Set(row.cells.map((cell) => cell.code).filter(Boolean))].join(' / ');
}

/** The office's mark holds; the teacher's stays in sight beside it. */
function teacherWords(row: SheetRow, column: string | null): string {
  const codes = new Set(
    row.cells
      .filter((cell) => column === WHOLE_DAY || cell.block === column)
      .map((cell) => cell.teacherCode)
      .filter(Boolean),
  );
  return codes.size === 0 ? '' : ` (was ${[...codes].join(' / ')} by teacher)`;
}

function cellLabel(row: SheetRow, column: string | null, sheet: Sheet): string {
  const code = codeOf(row, column);
  const where = `${row.name}, ${column ?? 'whole day'}`;
  if (column === WHOLE_DAY ? row.cells.length === 0 : !row.cells.some((cell) => cell.block === column))
    return `${where}: no school for this pupil`;
  if (code === null) return `${where}: ${cellText(row, column) || 'present'}`;
  const label = sheet.codes.find((c) => c.code === code)?.label ?? code;
  return `${where}: ${label}${teacherWords(row, column)}`;
}

/** "0.59 of the day: 148 of 360 min" so that the arithmetic is always in sight. */
function missedWords(row: SheetRow): string {
  if (row.minutesUnknown) return 'time not given';
  if (row.missedMinutes === 0) return '';
  return `${(row.missedMinutes / row.dayMinutes).toFixed(2)} day, ${row.missedMinutes} of ${row.dayMinutes} min`;
}
