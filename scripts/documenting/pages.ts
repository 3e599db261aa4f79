import { z } from 'zod';
import { contract, entryNames } from '#electron/contract/contract.ts';
import collections from '#resources/help/collections.json' with { type: 'json' };
import guide from '#resources/help/guide.json' with { type: 'json' };

/** docs/contract.md: every call there is, by area. */
export function contractPage(): string {
  const areas = new Map<string, string[]>();
  for (const name of entryNames) {
    const { kind, host, roles, about, input } = contract[name];
    const area = name.slice(0, name.indexOf('.'));
    const who = roles === 'anyone' ? 'anyone' : roles.length === 6 ? 'everybody signed in' : roles.join(', ');
    const line = `| \`${name}\` | ${kind}${host === 'desktop' ? ', desktop' : ''} | ${who} | ${about.replaceAll('|', '/')} | ${fields(input)} |`;
    areas.set(area, [...(areas.get(area) ?? []), line]);
  }
  const tables = [...areas].map(
    ([area, lines]) =>
      `## ${area}\n\n| Entry | Kind | Who | What | Input |\n| --- | --- | --- | --- | --- |\n${lines.join('\n')}\n`,
  );
  return `# The contract\n\nMade by \`node scripts/write-docs.ts\` from \`electron/contract\`; do not edit. \`npm run -s hiline -- list\` prints the same with JSON Schemas.\nA window never names a path: \`path\` is for the command line.\n\n${tables.join('\n')}`;
}

/** Names of the input's fields; a question mark where one may be left out. */
function fields(input: z.ZodType): string {
  const schema = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: object;
    required?: string[];
  };
  const required = new Set(schema.required ?? []);
  return Object.keys(schema.properties ?? {})
    .map((name) => `\`${name}${required.has(name) ? '' : '?'}\``)
    .join(' ');
}

/** docs/user-guide.md: the in-app help as a page. */
export function guidePage(): string {
  const page = (sections: readonly { title: string; text: readonly string[] }[], level: string): string =>
    sections.map(({ title, text }) => `${level} ${title}\n\n${text.join('\n\n')}\n`).join('\n');
  const sections = `${page(guide.sections, '##')}\n## ${collections.title}\n\n${page(collections.sections, '###')}`;
  return `# ${guide.title}\n\nThe same text is the help in the program (F1). Edit \`resources/help/\`, then run \`node scripts/write-docs.ts\`.\n\n${sections}`;
}
