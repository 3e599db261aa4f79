import { readStudentCount } from '#db/collections/student-count.ts';
import { validate } from '#db/collections/validation/findings.ts';
import type { Reader } from '#db/system/connection.ts';
import { districtFileOf } from '#scripts/benching/bench-file.ts';
import { type BenchLine, benchLine, median, timed } from '#scripts/benching/bench-lines.ts';

const scope = { endYear: 2027, today: '2027-06-04' };

/** Every rule over 200 and 2,000 pupils with their attendance, one pupil alone among 2,000, and a whole count. */
export function validateBench(): BenchLine[] {
  const small = measured(200);
  const large = measured(2_000);
  return [
    benchLine('validate.all2000ms', large.all),
    benchLine('validate.perPupil2000vs200', large.all / 2_000 / (small.all / 200)),
    benchLine('validate.one2000ms', large.one),
    benchLine('count.perPupil2000vs200', large.count / 2_000 / (small.count / 200)),
  ];
}

function measured(pupils: number): { all: number; one: number; count: number } {
  const { file, end } = districtFileOf(pupils, true);
  try {
    const reader: Reader = file.reader;
    const students = reader
      .rows<{ id: string }>('SELECT id FROM person WHERE isStudent = 1 ORDER BY id LIMIT 15')
      .map(({ id }) => id);
    validate(reader, scope);
    return {
      all: median(Array.from({ length: 3 }, () => timed(() => validate(reader, scope)))),
      one: median(students.map((studentId) => timed(() => validate(reader, { ...scope, studentId })))),
      count: median(
        Array.from({ length: 3 }, () =>
          timed(() => readStudentCount(reader, { endYear: 2027, count: 'fall' })),
        ),
      ),
    };
  } finally {
    end();
  }
}
