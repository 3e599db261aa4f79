import { strToU8, zipSync } from 'fflate';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { anImportHost, type ImportHost } from '#tests/unit/support/import-host.ts';

let world: ImportHost;
beforeEach(async () => {
  world = await anImportHost();
});
afterEach(() => world.end());

const ORGS =
  'sourcedId,status,dateLastModified,name,type,identifier\nd,,,Larkspur Bench,district,9901\ns,,,Larkspur Bench School,school,9991\n';
const SESSIONS =
  'sourcedId,status,dateLastModified,title,type,startDate,endDate,schoolYear\ny,,,2027,schoolYear,2026-07-01,2027-06-30,2027\n';
const COURSES = 'sourcedId,status,dateLastModified,title,courseCode,orgSourcedId\nc,,,Science,03090,s\n';
const CLASSES =
  'sourcedId,status,dateLastModified,title,courseSourcedId,classCode,classType,schoolSourcedId,termSourcedIds\nk,,,Science 9,c,S9,scheduled,s,y\n';
const SEATS =
  'sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n';
const SEATED = `${SEATS}e1,,,k,s,u1,student,false,2026-08-26,\ne2,,,k,s,t1,teacher,true,2026-08-26,\n`;
const users11 =
  'sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,identifier,agentSourcedIds,grades\n' +
  'u1,,,true,s,student,ivy,{stateId:001000001},Ivy,Ferncliff,501,g1,09\n' +
  't1,,,true,s,teacher,ash,,Ash,Stonebrook,,,\ng1,,,true,s,guardian,fern,,Fern,Ferncliff,,,\n';
const users12 =
  'sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,identifier,agentSourcedIds,grades,preferredGivenName\n' +
  'u1,,,true,ivy,{stateId:001000001},Ivy,Ferncliff,501,g1,09,Ives\n' +
  't1,,,true,ash,,Ash,Stonebrook,,,,\ng1,,,true,fern,,Fern,Ferncliff,,,,\n';
const ROLES12 =
  'sourcedId,status,dateLastModified,userSourcedId,roleType,role,orgSourcedId\nr1,,,u1,primary,student,s\nr2,,,t1,primary,teacher,s\nr3,,,g1,primary,guardian,s\n';

const manifest = (version: string, files: Record<string, string>): string =>
  `propertyName,value\nmanifest.version,1.0\noneroster.version,${version}\n${Object.entries(files)
    .map(([name, kind]) => `file.${name},${kind}\n`)
    .join('')}`;
const zip = (files: Record<string, string>, folder = ''): string =>
  world.file(
    'export.zip',
    zipSync(
      Object.fromEntries(
        Object.entries(files).map(([name, text]) => [`${folder}${name}.csv`, strToU8(text)]),
      ),
    ),
  );
const bulk = {
  orgs: ORGS,
  academicSessions: SESSIONS,
  courses: COURSES,
  classes: CLASSES,
  enrollments: SEATED,
};

test.each([
  ['1.1', { ...bulk, users: users11 }, ''],
  ['1.2', { ...bulk, users: users12, roles: ROLES12 }, ''],
  ['1.2 inside one folder', { ...bulk, users: users12, roles: ROLES12 }, 'export/'],
  ['1.1 two folders deep, in capitals', { ...bulk, users: users11 }, 'Export/2026/'],
])(
  'OneRoster %s brings pupils, staff, families and seats, and the second time nothing',
  async (version, files, folder) => {
    const all = { manifest: manifest(version.slice(0, 3), { users: 'bulk' }), ...files };
    const path = zip(
      version.includes('capitals')
        ? Object.fromEntries(Object.entries(all).map(([name, text]) => [name.toUpperCase(), text]))
        : all,
      folder,
    );
    const first = await world.apply('oneroster', path);
    expect(first.problems).toEqual([]);
    expect(
      world.rows(
        `SELECT p.lastName, s.number, t.lastName AS teacher FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
        JOIN person p ON p.id = e.studentId JOIN section s ON s.id = r.sectionId JOIN person t ON t.id = s.teacherId`,
      ),
    ).toEqual([{ lastName: 'Ferncliff', number: 'S9', teacher: 'Stonebrook' }]);
    expect(world.rows('SELECT count(*) AS n FROM relationship')).toEqual([{ n: 1 }]);
    const again = await world.apply('oneroster', path);
    expect([again.added, again.changed]).toEqual([0, 0]);
  },
);

test('a delta finds what the bulk brought: a seat ends, a pupil joins, and nobody is removed', async () => {
  await world.apply('oneroster', zip({ manifest: manifest('1.1', {}), ...bulk, users: users11 }));
  const delta = zip({
    manifest: manifest('1.1', { users: 'delta', enrollments: 'delta', classes: 'absent' }),
    classes: 'left over from another day',
    users: `${users11.split('\n')[0]}\nu2,active,2026-10-05T10:00:00.000Z,true,s,student,oak,,Oak,Birchwood,502,,09\nt1,tobedeleted,2026-10-05T10:00:00.000Z,true,s,teacher,ash,,Ash,Stonebrook,,,\n`,
    enrollments: `${SEATS}e1,tobedeleted,2026-10-05T10:00:00.000Z,k,s,u1,student,false,,\ne3,active,2026-10-05T10:00:00.000Z,k,s,u2,student,false,2026-10-05,\n`,
  });
  const answer = await world.apply('oneroster', delta);
  expect(answer).toMatchObject({
    problems: [],
    skipped: 1,
    notes: [expect.stringContaining('removes nobody')],
  });
  expect(
    world.rows(
      `SELECT p.lastName, r.endDate FROM sectionRoster r JOIN enrollment e ON e.id = r.enrollmentId
        JOIN person p ON p.id = e.studentId ORDER BY p.lastName DESC`,
    ),
  ).toEqual([
    { lastName: 'Ferncliff', endDate: '2026-10-05' },
    { lastName: 'Birchwood', endDate: null },
  ]);
  expect(world.rows("SELECT isStaff FROM person WHERE lastName = 'Stonebrook'")).toEqual([{ isStaff: 1 }]);
});

test('one user without a grade does not spoil the others', async () => {
  const users = users11.replace(',g1,09', ',g1,');
  const path = zip({ manifest: manifest('1.1', {}), ...bulk, users });
  const { problems } = await world.preview('oneroster', path);
  expect(problems).toMatchObject([{ file: 'enrollments.csv', line: 2, field: 'Grade' }]);
});
