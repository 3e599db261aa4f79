// The real program, killed with all its processes while somebody marks pupils by keyboard. A mark is saved when the window
// says so.
import { expect, it } from 'vitest';
import { Dice } from '#scripts/district-generator/dice.ts';
import { killWindow, startAgain } from '#scripts/torturing/kill-window.ts';
import { SavedMarks } from '#scripts/torturing/saved-marks.ts';
import { makeTortureSchool } from '#scripts/torturing/torture-school.ts';

it('the window keeps every mark it called saved, ten times', { timeout: 240_000 }, async () => {
  const school = await makeTortureSchool();
  try {
    const known = new SavedMarks(school.blocks);
    const dice = new Dice(10, 'kills of the window');
    for (let kill = 1; kill <= 10; kill++)
      expect(await killWindow(school, known, dice), `after kill ${kill}`).toEqual([]);
    expect(await startAgain(school, known)).toEqual([]);
    expect(known.saved).toBeGreaterThan(50);
  } finally {
    school.end();
  }
});
