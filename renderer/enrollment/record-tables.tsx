import type { Output } from '#electron/contract/contract.ts';

/** Another district's records, one table for each kind. */
export function RecordTables({ tables }: { tables: Output<'grants.records'>['tables'] }) {
  return tables.map((table) => (
    <section key={table.title} aria-label={table.title}>
      <h3>{table.title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="scroll" aria-label={`${table.title}, table`} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {table.columns.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: read once, never reordered
              <tr key={at} data-name>
                {row.map((cell, column) => (
                  <td key={table.columns[column]}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  ));
}
