import { namePupil, type OfficeHost, type OfficesAndState } from '#tests/unit/sync/support/office-host.ts';

const WHO = { lastName: 'Fennimore', firstName: 'Juniper', birthDate: '2015-01-01' };

/** Two offices with one pupil, who is enrolled at the one and came to the other on September 14 of that year. */
export async function movedPupil(all: OfficesAndState): Promise<{ left: OfficeHost; came: OfficeHost }> {
  const [left, came] = [await all.office('0701', 1), await all.office('0702', 1)];
  const [here, there] = [await namePupil(left, 1, WHO), await namePupil(came, 1, WHO)];
  await left.call('state-numbers.assign', { personIds: [here] });
  const stateId = (await left.call('people.page', { personId: here })).stateId;
  await came.call('sync.run');
  await came.call('state-numbers.link', { personId: there, stateId });
  // Enrolled there from a day on which the pupil is still enrolled here.
  const row = came.file.reader.rows<{ id: string; startDate: string }>(
    'SELECT id, startDate FROM enrollment',
  )[0];
  came.file.write(
    { actor: 'u', actorName: 'Sam', action: 'Worked', at: new Date().toISOString(), origin: 'here' },
    (writer) =>
      writer.exec(
        'UPDATE enrollment SET startDate = ? WHERE id = ?',
        `${row?.startDate.slice(0, 4)}-09-14`,
        row?.id,
      ),
  );
  for (const office of [left, came, left]) await office.call('sync.run');
  return { left, came };
}
