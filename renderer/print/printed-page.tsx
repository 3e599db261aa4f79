import { useEffect } from 'react';
import {
  cellText,
  type ReportBlock,
  type ReportCell,
  type ReportPage,
  type ReportTable,
} from '#domain/system/report-page.ts';

/** A report on paper: real headings and table heads, so that the PDF can be read aloud; black on white. */
export function PrintedPage({ page, onDrawn }: { page: ReportPage; onDrawn: () => void }) {
  // Two frames later the page is laid out.
  useEffect(() => {
    requestAnimationFrame(() => requestAnimationFrame(onDrawn));
  }, [onDrawn]);
  return (
    <main className={page.landscape ? 'landscape' : undefined}>
      {page.practice && <p className="practice">PRACTICE: invented people</p>}
      <h1>{page.title}</h1>
      <p>
        {[page.schoolName || page.districtName, page.range, page.childName].filter(Boolean).join(' · ')}
        {page.notYetSent > 0 && ` · ${page.notYetSent} changes not yet sent to the state`}
      </p>
      {page.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a printed page never changes its order
        <Block key={at} block={block} />
      ))}
      {page.legend.length > 0 && (
        <p className="small">
          <strong>Codes:</strong> {page.legend.map(({ code, label }) => `${code} ${label}`).join('; ')}.
        </p>
      )}
      {page.definitions.map((definition) => (
        <p key={definition} className="small">
          {definition}
        </p>
      ))}
    </main>
  );
}

function Block({ block }: { block: ReportBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h2 className={block.newPage ? 'new-page' : undefined}>{block.text}</h2>;
    case 'facts':
      return (
        <dl>
          {block.items.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'text':
      return (
        <section>
          <h3>{block.title}</h3>
          <p className="text">{block.text}</p>
        </section>
      );
    case 'notice':
      return (
        <section className="notice">
          <p>{block.text}</p>
          <ul>
            {block.items.map((item) => (
              <li key={item}>{item}</li>
            ))}
          </ul>
        </section>
      );
    case 'signatures':
      return (
        <section className="signatures">
          {block.statement && <p>{block.statement}</p>}
          {block.lines.map((line) => (
            <p key={line} className="line">
              {line} <span>Date</span>
            </p>
          ))}
        </section>
      );
    case 'table':
      return <Table table={block} />;
  }
}

function Table({ table }: { table: ReportTable }) {
  if (table.rows.length === 0)
    return (
      <section>
        {table.title && <h3>{table.title}</h3>}
        <p>{table.empty}</p>
      </section>
    );
  const cell = (value: ReportCell, at: number, key: string) => {
    const kind = table.columns[at]?.kind;
    const look = typeof value === 'string' ? '' : value.look;
    const names = [kind, look].filter(Boolean).join(' ') || undefined;
    return kind === 'name' ? (
      <th key={key} scope="row" className={names}>
        {cellText(value)}
      </th>
    ) : (
      <td key={key} className={names}>
        {cellText(value)}
      </td>
    );
  };
  const rowsOf = (rows: ReportTable['rows']) =>
    rows.map((row, r) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: a printed table never changes its order
      <tr key={r}>{row.map((value, at) => cell(value, at, `${r} ${at}`))}</tr>
    ));
  return (
    <table>
      <thead>
        {(table.title || table.child) && (
          <tr>
            <th colSpan={table.columns.length} className="title">
              {[table.title, table.child].filter(Boolean).join(': ')}
            </th>
          </tr>
        )}
        <tr>
          {table.columns.map((column, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: columns of a printed table never move
            <th key={at} scope="col" className={column.kind}>
              {column.label}
              {column.under && (
                <>
                  <br />
                  {column.under}
                </>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>{rowsOf(table.rows)}</tbody>
      {table.totals.length > 0 && <tbody className="totals">{rowsOf(table.totals)}</tbody>}
    </table>
  );
}
