import { blocksOfSchools, classCountDay, classList, courseList } from '#db/school/classes.ts';
import { removeSectionStaff, saveClass, saveCourse, saveSectionStaff } from '#db/school/save-class.ts';
import { schoolYearOf } from '#domain/system/civil-date.ts';
import { schoolYearInWords } from '#domain/system/date-words.ts';
import { Failure } from '#domain/system/failure.ts';
import type { classesContract } from '#electron/contract/classes.contract.ts';
import type { AreaHandlers, SignedInCall } from '#electron/data-process/call.ts';

const yearOr = (endYear: number | undefined, { clock }: SignedInCall): number =>
  endYear ?? schoolYearOf(clock.today());

export const classesHandlers: AreaHandlers<keyof typeof classesContract> = {
  'classes.list': ({ endYear }, call) => {
    const year = yearOr(endYear, call);
    const { reader } = call.file;
    const countedOn = classCountDay(reader, year, call.clock.today());
    return {
      endYear: year,
      countedOn,
      courses: courseList(reader, year),
      classes: classList(reader, year, countedOn),
      blocks: blocksOfSchools(reader, year),
    };
  },

  'classes.save-course': ({ id, facts, ...course }, { write, newId }) => {
    const courseId = id ?? newId();
    write(`Course "${course.name}"`, (writer) => saveCourse(writer, { ...course, id: courseId }, facts), {
      group: true,
    });
    return { id: courseId };
  },

  'classes.save-class': ({ id, endYear, sessionType, sessionNumber, ...row }, call) => {
    const sectionId = id ?? call.newId();
    call.write(
      `Class "${row.name}"`,
      (writer) => {
        const known = writer.rows<{ schoolYearId: string }>(
          'SELECT schoolYearId FROM section WHERE id = ?',
          sectionId,
        )[0];
        const year = yearOr(endYear, call);
        const schoolYearId =
          known?.schoolYearId ??
          writer.rows<{ id: string }>('SELECT id FROM schoolYear WHERE endYear = ?', year)[0]?.id;
        if (!schoolYearId)
          throw new Failure('not-found', `The school year ${schoolYearInWords(year)} has no calendar yet.`);
        saveClass(writer, { ...row, id: sectionId, schoolYearId }, { sessionType, sessionNumber });
      },
      { group: true },
    );
    return { id: sectionId };
  },

  'classes.save-staff': ({ id, ...row }, { write, newId }) => {
    const lineId = id ?? newId();
    write('Teacher of a class', (writer) => saveSectionStaff(writer, { ...row, id: lineId }));
    return { id: lineId };
  },

  'classes.remove-staff': ({ id }, { write }) => {
    write('Took somebody off a class', (writer) => removeSectionStaff(writer, id));
    return { done: true };
  },
};
