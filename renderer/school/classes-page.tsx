import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useRead } from '#renderer/bridge/use-call.ts';
import { ClassForm } from '#renderer/school/class-form.tsx';
import { ClassStaffForm } from '#renderer/school/class-staff-form.tsx';
import { CourseForm } from '#renderer/school/course-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { readFix, useFieldFocus } from '#renderer/shell/field-focus.ts';

export type Classes = Output<'classes.list'>;
export type Course = Classes['courses'][number];
export type Class = Classes['classes'][number];
type Open =
  | { form: 'course'; course: Course | null }
  | { form: 'class'; one: Class | null }
  | { form: 'staff'; one: Class };

/** Courses and classes of the year with what the state asks about them: what its five class files are made of. */
export default function ClassesPage() {
  const list = useRead('classes.list', {});
  const [search] = useSearchParams();
  useFieldFocus(readFix(search.get('fix'))?.field ?? null);
  const [chosen, setOpen] = useState<Open | 'none' | null>(null);
  const close = (): void => setOpen('none');
  if (!list.data) return <Failed of={list.error} />;
  const { data } = list;
  // A link may name the course or class to mend; its form is open until somebody closes it.
  const open = chosen === 'none' ? null : (chosen ?? named(data, search));
  // The open form shows what was saved meanwhile.
  const fresh = (one: Class): Class => data.classes.find(({ id }) => id === one.id) ?? one;
  return (
    <>
      <h1>Courses and classes</h1>
      <p className="soft">
        The state’s course, section, placement, staff and roster files are made of this page.{' '}
        <Link to="/collections/files">State files</Link>
      </p>
      <section className="card" aria-labelledby="courses">
        <div className="row">
          <h2 id="courses">Courses ({data.courses.length})</h2>
          <button type="button" onClick={() => setOpen({ form: 'course', course: null })}>
            Add a course
          </button>
        </div>
        {data.courses.length > 0 && (
          <CourseTable courses={data.courses} onOpen={(course) => setOpen({ form: 'course', course })} />
        )}
      </section>
      <section className="card" aria-labelledby="classes">
        <div className="row">
          <h2 id="classes">
            Rooms and classes {schoolYearInWords(data.endYear)} ({data.classes.length})
          </h2>
          <button type="button" onClick={() => setOpen({ form: 'class', one: null })}>
            Add a room or class
          </button>
        </div>
        {data.classes.length > 0 && (
          <ClassTable
            classes={data.classes}
            countedOn={data.countedOn}
            onOpen={(one) => setOpen({ form: 'class', one })}
            onStaff={(one) => setOpen({ form: 'staff', one })}
          />
        )}
      </section>
      {open?.form === 'course' && <CourseForm course={open.course} onClose={close} />}
      {open?.form === 'class' && <ClassForm one={open.one} list={data} onClose={close} />}
      {open?.form === 'staff' && <ClassStaffForm one={fresh(open.one)} onClose={close} />}
    </>
  );
}

function named({ courses, classes }: Classes, search: URLSearchParams): Open | null {
  const course = courses.find(({ id }) => id === search.get('course'));
  if (course) return { form: 'course', course };
  const one = classes.find(({ id }) => id === search.get('section'));
  return one ? { form: 'class', one } : null;
}

function CourseTable({ courses, onOpen }: { courses: readonly Course[]; onOpen: (course: Course) => void }) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Course</th>
            <th scope="col">School</th>
            <th scope="col">SCED code</th>
            <th scope="col">Credit</th>
            <th scope="col" className="number">
              Classes
            </th>
          </tr>
        </thead>
        <tbody>
          {courses.map((course) => (
            <tr key={course.id}>
              <td>{course.number}</td>
              <th scope="row">
                <button type="button" className="plain" onClick={() => onOpen(course)}>
                  {course.name}
                </button>
              </th>
              <td>{course.schoolName}</td>
              <td>
                {course.facts.subjectArea && course.facts.courseCode
                  ? `${course.facts.subjectArea}${course.facts.courseCode}`
                  : 'not entered'}
              </td>
              <td>{course.facts.credit ?? ''}</td>
              <td className="number">{course.classes}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function ClassTable({
  classes,
  countedOn,
  onOpen,
  onStaff,
}: {
  classes: readonly Class[];
  countedOn: string;
  onOpen: (one: Class) => void;
  onStaff: (one: Class) => void;
}) {
  return (
    <div className="scroll">
      <table>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Room or class</th>
            <th scope="col">Course</th>
            <th scope="col">Block</th>
            <th scope="col" className="number">
              Pupils on {dateInWords(countedOn)}
            </th>
            <th scope="col">Who teaches it</th>
            <th scope="col">
              <span className="unseen">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {classes.map((one) => (
            <tr key={one.id}>
              <td>{one.number}</td>
              <th scope="row">
                <button type="button" className="plain" onClick={() => onOpen(one)}>
                  {one.name}
                </button>
                <div className="soft small">{one.schoolName}</div>
              </th>
              <td>{one.courseName ?? (one.kind === 'class' ? 'no course' : '')}</td>
              <td>{one.block ?? 'all day'}</td>
              <td className="number">
                <Link to={`/classes/seats?section=${one.id}`}>
                  {one.pupils}
                  <span className="unseen"> pupils of {one.name}</span>
                </Link>
              </td>
              <td>
                {one.teacherName}
                {one.staff.map((line) => (
                  <div key={line.id} className="small">
                    {line.name}, {line.roleLabel.toLowerCase()}
                    {line.startDate && `, from ${dateInWords(line.startDate)}`}
                    {line.endDate && ` to ${dateInWords(line.endDate)}`}
                  </div>
                ))}
              </td>
              <td>
                <button type="button" className="plain" onClick={() => onStaff(one)}>
                  Staff<span className="unseen"> of {one.name}</span>
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
