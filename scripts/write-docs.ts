// Writes the pages under docs/ that derive from the program itself: the contract and the user guide. `--check` only
// compares, and fails with the name of the page that has drifted.
import { readFileSync, writeFileSync } from 'node:fs';
import { contractPage, guidePage } from '#scripts/documenting/pages.ts';
import { wirePage } from '#scripts/documenting/wire-page.ts';

const pages = { 'contract.md': contractPage(), 'user-guide.md': guidePage(), 'sync-wire.md': wirePage() };
const check = process.argv.includes('--check');
for (const [name, text] of Object.entries(pages)) {
  const file = new URL(`../docs/${name}`, import.meta.url);
  if (!check) writeFileSync(file, text);
  else if (readFileSync(file, 'utf8') !== text) {
    console.error(`docs/${name} no longer says what the program does. Run: node scripts/write-docs.ts`);
    process.exitCode = 1;
  }
}
