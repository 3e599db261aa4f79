import { afterAll, expect, test } from 'vitest';
import { put, putKeyed, rowOf } from '#db/system/rows.ts';
import { naturalId } from '#domain/sync/natural-id.ts';
import { checkRecord } from '#domain/sync/normal-form.ts';
import { recordTypeNamed } from '#domain/sync/registry.ts';
import { aPerson } from '#tests/simulation/support/office.ts';
import { aDistrictFile, context } from '#tests/unit/support/district-file.ts';

const made = aDistrictFile();
afterAll(() => made.end());

/** A letter and its accent apart, as some programs copy it, and as it is one letter. */
const APART = 'Jose\u0301';
const ONE = 'Jos\u00e9';

test('whatever way a text comes, it is kept as the state takes it', () => {
  const person = aPerson({ firstName: APART, usualName: '' });
  const pathway = {
    studentId: person.id,
    endYear: 2027,
    pathway: APART,
    districtCredits: '1.00',
    transferCredits: '0.00',
    pathwayCredits: '1.00',
    concentrator: 0 as const,
    singleParent: null,
  };
  const id = made.file.write(context, (writer) => {
    put(writer, 'person', person);
    return putKeyed(writer, 'ctePathway', pathway);
  });
  expect(rowOf(made.file.reader, 'person', person.id)).toMatchObject({ firstName: ONE, usualName: null });
  const kept = rowOf(made.file.reader, 'ctePathway', id);
  expect(kept).toMatchObject({ pathway: ONE });
  const type = recordTypeNamed('ctePathway');
  if (!type || !kept) throw new Error('It was kept.');
  const { id: _id, ...fields } = kept;
  expect(checkRecord(type, { ...fields })).toEqual([]);
  expect(naturalId(type, { ...fields }), 'its id follows from what is kept').toBe(id);
});
