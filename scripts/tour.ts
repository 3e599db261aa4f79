// `npm run tour`: opens the real program on a hidden screen and leaves a picture of it.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot, say } from '#scripts/runtime/run.ts';
import { launch } from '#scripts/launch-desktop.ts';

const folder = join(projectRoot, 'out/tour');
mkdirSync(folder, { recursive: true });
const { page, close, complaints } = await launch();
try {
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: join(folder, '01-first-screen.png') });
  say(`the tour's pictures are in ${folder}`);
  if (complaints.length > 0) throw new Error(complaints.join('\n'));
} finally {
  await close();
}
process.exit(0);
