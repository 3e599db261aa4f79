import type { ReportCell, ReportColumn, ReportTable } from '#domain/system/report-page.ts';
import { cellText } from '#domain/system/report-page.ts';

/** A table of so few rows goes to the next sheet rather than in two. */
const ON_ONE_SHEET = 25;

/** One table: its heads repeat on every sheet, no row is cut in two, and the totals stay with the last rows. */
export function PaperTable({ table }: { table: ReportTable }) {
  const { columns, rows, totals, child } = table;
  const grid = columns.some((column) => column.kind === 'day' || column.kind === 'box');
  if (rows.length === 0 && totals.length === 0)
    return (
      <section className="empty">
        <h2>{table.title}</h2>
        <p>{table.empty}</p>
      </section>
    );
  const line = (cells: readonly ReportCell[]) =>
    columns.map((column, at) => <Cell key={keyOf(column, at)} column={column} cell={cells[at] ?? ''} />);
  return (
    <table
      className={
        [grid && 'grid', rows.length <= ON_ONE_SHEET && 'whole'].filter(Boolean).join(' ') || undefined
      }
    >
      {child !== table.title && <caption>{table.title}</caption>}
      {grid && (
        <colgroup>
          {columns.map((column, at) => (
            <col key={keyOf(column, at)} className={column.kind ?? 'plain'} />
          ))}
        </colgroup>
      )}
      <thead>
        {child && (
          <tr>
            <th colSpan={columns.length} scope="colgroup" className="child">
              {child}
            </th>
          </tr>
        )}
        <tr>
          {columns.map((column, at) => (
            <th key={keyOf(column, at)} scope="col" className={column.kind}>
              {column.label}
              {column.under && <span className="under">{column.under}</span>}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
          <tr key={at}>{line(cells)}</tr>
        ))}
      </tbody>
      {totals.length > 0 && (
        <tbody className="totals">
          {totals.map((cells, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
            <tr key={at}>{line(cells)}</tr>
          ))}
        </tbody>
      )}
    </table>
  );
}

const keyOf = (column: ReportColumn, at: number): string => `${at} ${column.label}`;

function Cell({ column, cell }: { column: ReportColumn; cell: ReportCell }) {
  const text = cellText(cell);
  const look = typeof cell === 'string' ? undefined : cell.look;
  const className = [column.kind, look].filter(Boolean).join(' ') || undefined;
  return column.kind === 'name' ? (
    <th scope="row" className={className}>
      {text}
    </th>
  ) : (
    <td className={className}>{text}</td>
  );
}
