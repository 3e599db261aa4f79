import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import type { Output } from '#electron/contract/contract.ts';
import { CallFailure, call } from '#renderer/bridge/call.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { announce } from '#renderer/shell/announce.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { Choose } from '#renderer/shell/field.tsx';

type Sheet = Output<'marks.sheet'>;

/** Marks of one class and term: type a mark, Enter, next pupil. */
export default function MarksPage() {
  const status = useRead('district.status', {});
  const date = status.data?.today ?? '';
  const sections = useRead('marks.sections', { date }, { enabled: date !== '' });
  const [search, setSearch] = useSearchParams();
  const withTerms = (sections.data ?? []).filter((section) => section.terms.length > 0);
  const section = withTerms.find((s) => s.id === search.get('section')) ?? withTerms[0];
  const term =
    section?.terms.find((t) => t.id === search.get('term')) ??
    section?.terms.find((t) => t.startDate <= date && date <= t.endDate) ??
    section?.terms[0];
  return (
    <>
      <h1>Marks</h1>
      <Failed of={sections.error} />
      <div className="row">
        <Choose
          label="Class"
          value={section?.id ?? ''}
          onChange={(id) => setSearch({ section: id })}
          choices={withTerms.map((s) => ({ code: s.id, label: `${s.name} (${s.schoolName})` }))}
        />
        <Choose
          label="Term"
          value={term?.id ?? ''}
          onChange={(id) => setSearch({ section: section?.id ?? '', term: id })}
          choices={(section?.terms ?? []).map((t) => ({
            code: t.id,
            label: `${t.name}: ${t.posted} of ${t.pupils} posted`,
          }))}
        />
      </div>
      {section && term ? (
        <MarkSheet key={`${section.id} ${term.id}`} sectionId={section.id} termId={term.id} />
      ) : (
        sections.data && (
          <p>
            There is no class with a term on this day yet. The office makes classes under{' '}
            <Link to="/classes">Courses and classes</Link> or brings them in by file;{' '}
            <Link to="/calendar">terms are under Calendar</Link>.
          </p>
        )
      )}
    </>
  );
}

function MarkSheet({ sectionId, termId }: { sectionId: string; termId: string }) {
  const input = { sectionId, termId };
  const client = useQueryClient();
  const sheet = useRead('marks.sheet', input);
  const comments = useRead('marks.comments', {});
  const scales = useRead('marks.scales', {});
  const setScale = useCommand('marks.set-scale');
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const table = useRef<HTMLTableElement>(null);
  if (!sheet.data) return <Failed of={sheet.error} />;

  const post = async (
    enrollmentId: string,
    change: { mark?: string | null; comment?: string | null },
    cell: string,
  ): Promise<Sheet['rows'][number] | null> => {
    try {
      const row = await call(
        'marks.post',
        { sectionId, termId, enrollmentId, ...change },
        crypto.randomUUID(),
      );
      client.setQueryData<Sheet>(
        ['marks.sheet', input],
        (now) => now && { ...now, rows: now.rows.map((r) => (r.enrollmentId === enrollmentId ? row : r)) },
      );
      setProblems(({ [cell]: _gone, ...rest }) => rest);
      announce(`${row.name}: ${row.mark ?? 'no mark'}, saved`);
      return row;
    } catch (error) {
      const said = error instanceof CallFailure ? error.message : 'Not saved. Try again.';
      setProblems((now) => ({ ...now, [cell]: said }));
      return null;
    }
  };

  const next = (from: HTMLInputElement, step: number): boolean => {
    const column = from.dataset.column;
    const inputs = [
      ...(table.current?.querySelectorAll<HTMLInputElement>(`input[data-column="${column}"]`) ?? []),
    ];
    const to = inputs[inputs.indexOf(from) + step];
    to?.focus();
    to?.select();
    return to !== undefined;
  };

  return (
    <>
      <Choose
        label="Grading scale of the class"
        value={sheet.data.scaleId}
        onChange={(scaleId) =>
          setScale.mutate(
            { sectionId, scaleId },
            { onSuccess: () => void client.invalidateQueries({ queryKey: ['marks.sheet', input] }) },
          )
        }
        choices={(scales.data ?? []).map((scale) => ({ code: scale.id, label: scale.name }))}
      />
      <Failed of={setScale.error} />
      <p className="soft">
        Marks: {sheet.data.scale.map((value) => value.mark).join(', ')}. Enter goes to the next pupil. A
        comment can be a number.
      </p>
      <div className="scroll">
        <table ref={table}>
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Grade</th>
              <th scope="col">Mark</th>
              <th scope="col">Comment</th>
            </tr>
          </thead>
          <tbody>
            {sheet.data.rows.map((row, at) => (
              <tr key={row.enrollmentId}>
                <th scope="row" data-name>
                  {row.name}
                </th>
                <td>{row.grade}</td>
                {(['mark', 'comment'] as const).map((column) => {
                  const cell = `${row.enrollmentId} ${column}`;
                  const problem = problems[cell];
                  /** Saved when the cell is left; a refused entry stays in it, with the reason. */
                  const save = async (element: HTMLInputElement): Promise<void> => {
                    const value = element.value.trim() || null;
                    if (value === row[column] && !problem) return;
                    const saved = await post(row.enrollmentId, { [column]: value }, cell);
                    if (saved) element.value = saved[column] ?? '';
                  };
                  return (
                    <td key={column}>
                      <input
                        data-column={column}
                        size={column === 'mark' ? 5 : 40}
                        defaultValue={row[column] ?? ''}
                        list={column === 'comment' ? 'comment-bank' : undefined}
                        aria-label={`${row.name}, ${column}`}
                        aria-invalid={problem ? true : undefined}
                        aria-describedby={problem ? `problem-${at}-${column}` : undefined}
                        onBlur={(event) => void save(event.currentTarget)}
                        onKeyDown={(event) => {
                          const step =
                            event.key === 'Enter' || event.key === 'ArrowDown'
                              ? 1
                              : event.key === 'ArrowUp'
                                ? -1
                                : 0;
                          if (step === 0) return;
                          event.preventDefault();
                          // The hand is never held up: leaving the cell saves it.
                          if (!next(event.currentTarget, step)) void save(event.currentTarget);
                        }}
                      />
                      {problem && (
                        <div id={`problem-${at}-${column}`} className="wrong small" role="alert">
                          {problem}
                        </div>
                      )}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <datalist id="comment-bank">
        {comments.data?.map((comment) => (
          <option key={comment.number} value={comment.text}>
            {comment.number}
          </option>
        ))}
      </datalist>
    </>
  );
}
