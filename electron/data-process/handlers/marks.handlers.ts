import { markSections, markSheet, postMark } from '#db/marks/mark-sheet.ts';
import { sql } from '#db/system/connection.ts';
import { putKeyed, requiredRow } from '#db/system/rows.ts';
import type { marksContract } from '#electron/contract/marks.contract.ts';
import type { AreaHandlers } from '#electron/data-process/call.ts';

export const marksHandlers: AreaHandlers<keyof typeof marksContract> = {
  'marks.sections': ({ date }, { file }) => markSections(file.reader, date),
  'marks.sheet': ({ sectionId, termId }, { file }) => markSheet(file.reader, sectionId, termId),
  'marks.post': (input, { write }) => write('Posted a mark', (writer) => postMark(writer, input)),
  'marks.comments': (_input, { file }) =>
    file.reader.all(sql.selectFrom('markComment').select(['number', 'text']).orderBy('number')),
  'marks.scales': (_input, { file }) =>
    file.reader.all(sql.selectFrom('markScale').select(['id', 'name']).orderBy('name')),
  'marks.set-scale': ({ sectionId, scaleId }, { write }) => {
    write('Chose a grading scale', (writer) => {
      requiredRow(writer, 'section', sectionId);
      requiredRow(writer, 'markScale', scaleId);
      putKeyed(writer, 'sectionScale', { sectionId, scaleId });
    });
    return { done: true };
  },
};
