import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { certificationStandings } from '#state-server/collections/certifications.ts';
import { validateDistrict } from '#state-server/collections/validate-district.ts';
import { type Engine, engines, startEngine } from '#tests/state-server/support/engines.ts';
import { anEnrollment, aSchool } from '#tests/state-server/support/records.ts';
import { openStateWorld, type StateWorld } from '#tests/state-server/support/state-world.ts';

const dataTypeOf = (code: string): string | null => (code === 'fall-count' ? 'enrollment' : null);

describe.each(engines)('on %s', (name) => {
  let engine: Engine;
  let world: StateWorld;
  beforeAll(async () => {
    engine = await startEngine(name);
    world = await openStateWorld(await engine.newPlace());
  });
  afterAll(async () => {
    await world.close();
    await engine.stop();
  });

  const made = (type: string, fields: Record<string, string | number | null>) => ({
    type,
    kind: 'create' as const,
    id: randomUUID(),
    fields,
  });

  test('who has certified, who is missing, and a word taken back', async () => {
    const device = await world.newDevice('0701');
    const district = made('district', { name: 'Prairie', number: '0701' });
    const certifiers = ['Sam', 'Pat'].map((who) =>
      made('certifier', {
        districtId: district.id,
        dataType: 'enrollment',
        name: who,
        primary: 1,
        active: 1,
      }),
    );
    const certify = (by: number) =>
      made('certification', {
        districtId: district.id,
        collection: 'fall-count',
        endYear: 2027,
        certifierId: certifiers[by]?.id ?? '',
        certifiedBy: ['Sam', 'Pat'][by] ?? '',
        certifiedAt: `2026-10-0${7 + by}T15:00:00.000Z`,
        statement: 'I certify.',
        rows: 12,
        totals: 'Elementary: 12.00',
        hash: 'a'.repeat(64),
      });
    const first = certify(0);
    for (const change of [district, ...certifiers, first])
      expect((await device.change(change)).outcome).toBe('applied');
    const standing = async () => (await certificationStandings(world.database, 2027, dataTypeOf))[0];
    expect(await standing()).toMatchObject({ districtName: 'Prairie', missing: ['Pat'], complete: false });
    await device.change(certify(1));
    expect(await standing()).toMatchObject({ missing: [], complete: true });
    await device.change({
      type: 'certification',
      kind: 'update',
      id: first.id,
      baseRev: 1,
      fields: { withdrawnAt: '2026-10-09T15:00:00.000Z', withdrawnBy: 'Sam', withdrawnReason: 'A slip' },
    });
    expect(await standing()).toMatchObject({ missing: ['Sam'], complete: false });
    expect(await certificationStandings(world.database, 2026, dataTypeOf)).toEqual([]);
  });

  test('the state finds with the same rules what the district would find, and no other district’s', async () => {
    const device = await world.newDevice('0702');
    const school = await aSchool(device);
    await device.change(anEnrollment(school));
    const years = await world.database.inDistrict('0702', (trx) =>
      trx.selectFrom('record').select('fields').where('type', '=', 'schoolYear').execute(),
    );
    const { endYear } = JSON.parse(years[0]?.fields ?? '{}') as { endYear: number };
    const result = await validateDistrict(world.database, '0702', endYear, '2026-11-24');
    expect(result.students).toBe(1);
    const rules = result.findings.map(({ rule }) => rule);
    expect(rules).toEqual(
      expect.arrayContaining([
        'state-id-missing',
        'birth-date-missing',
        'gender-missing',
        'start-status-missing',
      ]),
    );
    expect(rules).not.toContain('hours-missing');
    expect(result.findings.find(({ rule }) => rule === 'gender-missing')?.field).toBe('gender');
    expect((await validateDistrict(world.database, '0701', endYear, '2026-11-24')).students).toBe(0);
  });
});
