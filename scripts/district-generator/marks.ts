import { shippedId } from '#domain/sync/natural-id.ts';
import comments from '#resources/marks/comments.json' with { type: 'json' };
import letters from '#resources/marks/letters.json' with { type: 'json' };
import passFail from '#resources/marks/pass-fail.json' with { type: 'json' };
import standards from '#resources/marks/standards.json' with { type: 'json' };
import { Dice } from '#scripts/district-generator/dice.ts';
import type { DistrictOptions } from '#scripts/district-generator/district-options.ts';
import type { Seat } from '#scripts/district-generator/enrollments.ts';
import type { SectionPlan } from '#scripts/district-generator/rooms.ts';
import type { RowBook } from '#scripts/district-generator/row-book.ts';

/** The scales and comments every district starts with, under the ids they are shipped with. */
export function addScales(book: RowBook): void {
  for (const { name, values } of [letters, passFail, standards]) {
    const scale = book.add('markScale', name, { name }, shippedId('markScale', name));
    values.forEach(({ mark, label, points, lowPercent, passing }, position) => {
      book.add('markScaleValue', '', {
        scaleId: scale.id,
        mark,
        label,
        position,
        points,
        lowPercent,
        passing: passing === 1 ? 1 : 0,
      });
    });
  }
  for (const comment of comments.comments) book.add('markComment', '', comment);
}

function scaleOf(plan: SectionPlan): typeof letters | typeof standards {
  return plan.grades.every((grade) => grade <= '03' || grade >= 'K') ? standards : letters;
}

/** Kindergarten to grade 3 is marked on standards, the others in letters. */
export function addSectionScales(book: RowBook, sections: readonly SectionPlan[]): void {
  for (const plan of sections)
    book.add('sectionScale', '', {
      sectionId: plan.row.id,
      scaleId: shippedId('markScale', scaleOf(plan).name),
    });
}

/** Marks of every quarter that has ended, for the pupils who were there at its end. */
export function addMarks(book: RowBook, options: DistrictOptions, seats: readonly Seat[]): void {
  for (const { pupil, enrollment, calendar, sections } of seats) {
    if (enrollment.serviceType !== 'P') continue;
    const ability = new Dice(options.seed, `ability ${pupil.number}`).next();
    for (const term of calendar.terms) {
      if (term.endDate >= options.today || enrollment.startDate > term.endDate) continue;
      if (enrollment.endDate !== null && enrollment.endDate < term.endDate) continue;
      for (const plan of sections) {
        const dice = new Dice(options.seed, `mark ${enrollment.id}/${plan.row.id}/${term.id}`);
        const best = scaleOf(plan) === standards ? ['4', '3', '2', '1'] : ['A', 'B', 'C', 'D', 'F'];
        const at = Math.floor((1 - ability) * best.length * (0.4 + dice.next() * 0.8));
        book.add('postedMark', '', {
          enrollmentId: enrollment.id,
          sectionId: plan.row.id,
          termId: term.id,
          mark: best[Math.min(at, best.length - 1)] ?? null,
          comment: dice.chance(0.2) ? dice.pick(comments.comments).text : null,
        });
      }
    }
  }
}
