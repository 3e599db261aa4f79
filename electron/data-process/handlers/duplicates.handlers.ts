import { changeNameFrom, moveFrom, pastOf } from '#db/people/dated-changes.ts';
import { duplicatePairs, keepApart } from '#db/people/duplicates.ts';
import { mergePeople, mergePreview } from '#db/people/merge-people.ts';
import { requiredRow } from '#db/system/rows.ts';
import { rememberUndoable, undoableActions } from '#db/system/undo-action.ts';
import { legalName } from '#domain/people/names.ts';
import type { duplicatesContract } from '#electron/contract/duplicates.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';
import { takeActionBack } from '#electron/data-process/undoable.ts';

export const duplicatesHandlers: AreaHandlers<keyof typeof duplicatesContract> = {
  'people.duplicates': (_input, { file }) => duplicatePairs(file.reader),
  'people.keep-apart': ({ one, other, reason }, { file, clock }) => {
    file.writeLocal((writer) => keepApart(writer, one, other, reason, clock.now()));
    return { done: true };
  },
  'people.merge-preview': ({ keepId, goneId }, { file }) => mergePreview(file.reader, keepId, goneId),
  'people.merge': ({ keepId, goneId, ...choices }, { write, clock }) =>
    write(
      'Merged two persons',
      (writer, { groupId = '' }) => {
        const [gone, keep] = [goneId, keepId].map((id) => legalName(requiredRow(writer, 'person', id)));
        mergePeople(writer, keepId, goneId, choices, clock.now());
        rememberUndoable(writer, { groupId, kind: 'merge', title: `${gone} into ${keep}`, at: clock.now() });
        return { groupId };
      },
      { group: true },
    ),
  'people.merges': (_input, { file, clock }) => undoableActions(file.reader, 'merge', clock.today()),
  'people.undo-merge': ({ groupId }, call) =>
    takeActionBack(call, 'Took a merge back', groupId, { together: true }),
  'people.past': ({ personId }, { file }) => {
    const { names, addresses } = pastOf(file.reader, personId);
    return {
      names: names.map(({ id, throughDate, reason, ...name }) => ({
        id,
        name: `${legalName(name)}${name.usualName ? ` (${name.usualName})` : ''}`,
        throughDate,
        reason,
      })),
      addresses: addresses.map(({ personId: _person, ...row }) => row),
    };
  },
  'people.change-name-from': (input, { write, clock, newId }) => {
    write(
      `Recorded a change of name from ${input.from}`,
      (writer) => changeNameFrom(writer, input, clock.today(), newId),
      { group: true },
    );
    return { done: true };
  },
  'people.move-from': ({ personIds, from, ...address }, { write, clock, newId }) => {
    write(
      `Recorded a move on ${from}`,
      (writer) => moveFrom(writer, { personIds, from, address }, clock.today(), newId),
      { group: true },
    );
    return { done: true };
  },
};
