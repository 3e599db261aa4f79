import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Failed } from '#renderer/shell/failed.tsx';

type Policy = Output<'collections.policy'>;

/** Every check and every number with the law behind it, narrowed to what was typed. */
export function PolicyTable({ words }: { words: string }) {
  const policy = useRead('collections.policy', {});
  if (!policy.data) return <Failed of={policy.error} />;
  const rows = [
    ...policy.data.numbers.map(({ code, label, how, references }) => ({
      key: code,
      title: label,
      about: how,
      references,
    })),
    ...policy.data.rules.map(({ rule, title, why, references }) => ({
      key: rule,
      title,
      about: why,
      references,
    })),
  ].filter((row) => textOf(row).includes(words));
  return (
    <section aria-labelledby="policy">
      <h2 id="policy">Laws and rules</h2>
      <p className="soft small">{policy.data.note}</p>
      <div className="scroll">
        <table>
          <caption className="unseen">Numbers and checks with the law behind each</caption>
          <thead>
            <tr>
              <th scope="col">Number or check</th>
              <th scope="col">How, or why</th>
              <th scope="col">By</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ key, title, about, references }) => (
              <tr key={key}>
                <th scope="row">{title}</th>
                <td>{about}</td>
                <td>
                  {references.map(({ number, title: law, says }) => (
                    <div key={number} className="small">
                      <strong>{number}</strong>, {law}: {says}
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

const textOf = (row: {
  title: string;
  about: string;
  references: Policy['rules'][number]['references'];
}): string =>
  `${row.title} ${row.about} ${row.references.map(({ number, title, says }) => `${number} ${title} ${says}`).join(' ')}`.toLowerCase();
