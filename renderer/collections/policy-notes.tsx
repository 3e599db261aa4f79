import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';

type Reference = Output<'collections.policy'>['rules'][number]['references'][number];

function useReferences(of: { rule?: string; number?: string }): readonly Reference[] {
  const policy = useRead('collections.policy', {});
  return (
    (of.rule === undefined
      ? policy.data?.numbers.find(({ code }) => code === of.number)
      : policy.data?.rules.find(({ rule }) => rule === of.rule)
    )?.references ?? []
  );
}

/** The law behind a check or a number: its number, and what it says when opened. */
export function PolicyNotes(of: { rule?: string; number?: string }) {
  const references = useReferences(of);
  if (references.length === 0) return null;
  return (
    <details className="small">
      <summary>By {references.map(({ number }) => number).join('; ')}</summary>
      <ul>
        {references.map(({ number, title, says }) => (
          <li key={number}>
            <strong>{number}</strong>, {title}: {says}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** The numbers alone, inside a sentence. */
export function PolicyNumbers({ rule }: { rule: string }) {
  const references = useReferences({ rule });
  if (references.length === 0) return null;
  return <span className="small">({references.map(({ number }) => number).join('; ')})</span>;
}
