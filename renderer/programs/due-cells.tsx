import { dateInWords } from '#domain/system/date-words.ts';
import { count } from '#renderer/shell/words.ts';

/** What, by when and by which rule: the cells after the name, for programs and plans alike. */
export function DueCells({
  line,
}: {
  line: {
    readonly grade: string | null;
    readonly title: string;
    readonly due: string;
    readonly daysOver: number;
    readonly because: string;
    readonly source: string;
    readonly localDefault: boolean;
  };
}) {
  return (
    <>
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
    </>
  );
}
