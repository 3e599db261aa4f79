// SIGKILL at random moments of an attendance session: no mark that was called saved is lost, and nothing is half there.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Dice } from '#scripts/district-generator/dice.ts';
import { brokenIn } from '#scripts/torturing/check-file.ts';
import { killDataProcess } from '#scripts/torturing/kill-data-process.ts';
import { SavedMarks } from '#scripts/torturing/saved-marks.ts';
import { makeTortureSchool, type TortureSchool } from '#scripts/torturing/torture-school.ts';

let school: TortureSchool;
beforeAll(async () => {
  school = await makeTortureSchool();
});
afterAll(() => school.end());

describe('the data process, killed in the middle of a session', () => {
  it('keeps every mark it called saved, thirty times', { timeout: 300_000 }, async () => {
    const known = new SavedMarks(school.blocks);
    const dice = new Dice(30, 'kills of the data process');
    for (let kill = 1; kill <= 30; kill++)
      expect(await killDataProcess(school, known, dice), `after kill ${kill}`).toEqual([]);
    expect(known.saved).toBeGreaterThan(300);
  });
});

describe('the check itself', () => {
  it('finds out a program that says "saved" before it is', { timeout: 120_000 }, async () => {
    const other = await makeTortureSchool();
    try {
      const known = new SavedMarks(other.blocks);
      const dice = new Dice(31, 'kills of a hasty one');
      let found: string[] = [];
      for (let kill = 0; kill < 15 && found.length === 0; kill++)
        found = await killDataProcess(other, known, dice, { early: true });
      expect(found.join()).toMatch(/saved as .+, the file has/);
    } finally {
      other.end();
    }
  });

  it.each([
    [
      'an outbox entry that is gone',
      "DELETE FROM syncDirty WHERE type = 'attendanceMark'",
      /bring to the state/,
    ],
    [
      'a mark that no audit line tells of',
      `DROP TRIGGER attendanceMark_changed; UPDATE attendanceMark SET note = 'slipped in'`,
      /another story/,
    ],
    [
      'half of a pair',
      `DROP TRIGGER attendanceMark_removed; DELETE FROM attendanceMark WHERE block = 'AM'`,
      /audit lines without their mark/,
    ],
  ])('finds %s', async (_what, sql, words) => {
    const found = await school.look((file) => {
      const broken: string[] = [];
      // Rolled back: the next case begins with a sound file.
      try {
        file.writeLocal((writer) => {
          for (const statement of sql.split(';')) writer.exec(statement);
          broken.push(...brokenIn({ ...file, reader: writer }));
          throw new Error('enough seen');
        });
      } catch (error) {
        if (!(error instanceof Error) || error.message !== 'enough seen') throw error;
      }
      return broken;
    });
    expect(found.join()).toMatch(words);
  });
});
