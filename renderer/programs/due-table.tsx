import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { dateInWords } from '#domain/system/date-words.ts';
import { count } from '#renderer/shell/words.ts';

interface DueLine {
  readonly name: string;
  readonly grade: string | null;
  readonly title: string;
  readonly due: string;
  readonly daysOver: number;
  readonly because: string;
  readonly source: string;
  readonly localDefault: boolean;
}

/** Who, what, by when and by which rule, for programs and plans alike; the name opens the place where it is done. */
export function DueTable<Line extends DueLine>({
  lines,
  keyOf,
  placeOf,
  boxOf,
}: {
  lines: readonly Line[];
  keyOf: (line: Line) => string;
  placeOf: (line: Line) => string;
  /** A box to tick the line with, where several can be noted at once. */
  boxOf?: (line: Line) => ReactNode;
}) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            {boxOf && <th scope="col">Choose</th>}
            <th scope="col">Name</th>
            <th scope="col">Grade</th>
            <th scope="col">What</th>
            <th scope="col">Due</th>
            <th scope="col">By which rule</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={keyOf(line)}>
              {boxOf && <td>{boxOf(line)}</td>}
              <th scope="row" data-name>
                <Link to={placeOf(line)}>{line.name}</Link>
              </th>
              <td>{line.grade}</td>
              <td>{line.title}</td>
              <td className={line.daysOver > 0 ? 'day wrong' : 'day'}>
                {dateInWords(line.due)}
                {line.daysOver > 0 && <div>overdue {count(line.daysOver, 'day')}</div>}
              </td>
              <td>
                {line.because}{' '}
                <span className="soft small">
                  {line.source}
                  {line.localDefault && ' (local default)'}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
