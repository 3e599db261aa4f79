import { HttpProblem } from '#state-server/http/http-problem.ts';
import { movementsBetween } from '#state-server/movement/district-movements.ts';
import { staysAcrossTheState } from '#state-server/movement/known-stays.ts';
import { fieldOf, type StaffPages } from '#state-server/pages/staff-guard.ts';
import {
  duplicatesPage,
  findStudentPage,
  overlapsPage,
  studentPage,
} from '#state-server/pages/student-pages.ts';
import { keepStudentsApart, mergeStudents, undoMerge } from '#state-server/people/merge-students.ts';
import { studentByStateId } from '#state-server/people/student-by-id.ts';
import { duplicatePairs } from '#state-server/people/student-pairs.ts';
import { newId, type Services } from '#state-server/services.ts';

/** Students across the state: finding one, overlaps between districts, duplicates. */
export function studentRoutes(pages: StaffPages, services: Services): void {
  const { database } = services;

  pages.page('/staff/students', 'viewer', async ({ session, query: { stateId } }) => {
    const wanted = stateId?.replace(/[\s-]/g, '').toUpperCase() ?? '';
    const found = wanted === '' ? null : await studentByStateId(database, wanted);
    return found
      ? studentPage(session, found, await staysAcrossTheState(database, found.student.state_id))
      : findStudentPage(
          session,
          wanted === '' ? null : 'The state has not given out this State ID. Check the number.',
        );
  });

  pages.page('/staff/students/:stateId', 'viewer', async ({ session, params: { stateId = '' } }) => {
    const found = await studentByStateId(database, stateId);
    if (!found) throw new HttpProblem(404, 'not-found', 'The state has not given out this State ID.');
    return studentPage(session, found, await staysAcrossTheState(database, found.student.state_id));
  });

  pages.page('/staff/overlaps', 'viewer', async ({ session }) => {
    const movements = await database.acrossDistricts((trx) => movementsBetween(trx, null));
    return overlapsPage(
      session,
      movements.filter(({ overlap }) => overlap),
    );
  });

  pages.page('/staff/duplicates', 'reviewer', async ({ session }) => {
    const pairs = (await duplicatePairs(database)).map((pair) => ({ ...pair, mergeId: newId(services) }));
    return duplicatesPage(session, pairs);
  });

  pages.form('/staff/duplicates/merge', 'reviewer', async ({ session, form }) => {
    const order = {
      id: fieldOf(form, 'id', 'The number of the merge'),
      winner: fieldOf(form, 'winner', 'The State ID that stays'),
      loser: fieldOf(form, 'loser', 'The State ID that becomes an alias'),
      reason: fieldOf(form, 'reason', 'The reason'),
    };
    await mergeStudents(services, session.staff, order);
    return { to: `/staff/students/${order.winner}` };
  });

  pages.form('/staff/duplicates/apart', 'reviewer', async ({ session, form }) => {
    await keepStudentsApart(services, session.staff, {
      one: fieldOf(form, 'winner', 'The first State ID'),
      other: fieldOf(form, 'loser', 'The second State ID'),
      reason: fieldOf(form, 'reason', 'The reason'),
    });
    return { to: '/staff/duplicates' };
  });

  pages.form('/staff/merges/:id/undo', 'reviewer', async ({ session, params: { id = '' }, form }) => {
    await undoMerge(services, session.staff, id);
    return { to: `/staff/students/${fieldOf(form, 'stateId', 'The State ID')}` };
  });
}
