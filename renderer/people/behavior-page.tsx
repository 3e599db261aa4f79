import { useState } from 'react';
import { Link } from 'react-router';
import { dateInWords, schoolYearInWords } from '#domain/system/date-words.ts';
import type { Output } from '#electron/contract/contract.ts';
import { useCommand, useRead } from '#renderer/bridge/use-call.ts';
import { BehaviorForm } from '#renderer/people/behavior-form.tsx';
import { Failed } from '#renderer/shell/failed.tsx';

export type BehaviorEvent = Output<'behavior.list'>['events'][number];

/** Behavior events of the year. A year without any is certified too, under Collections. */
export default function BehaviorPage() {
  const list = useRead('behavior.list', {});
  const choices = useRead('enrollment.choices', {});
  const remove = useCommand('behavior.remove');
  const write = useCommand('exports.behavior');
  const [editing, setEditing] = useState<BehaviorEvent | 'new' | null>(null);
  const label = (set: string, code: string | null): string =>
    choices.data?.[set]?.find((one) => one.code === code)?.label ?? code ?? '';
  if (!list.data) return <Failed of={list.error} />;
  const { endYear, events } = list.data;
  return (
    <>
      <div className="row">
        <h1>Behavior {schoolYearInWords(endYear)}</h1>
        <button type="button" className="main" onClick={() => setEditing('new')}>
          Add an event
        </button>
        <button type="button" onClick={() => write.mutate({})}>
          State file (XML)…
        </button>
      </div>
      <p className="soft">
        Every load at the state replaces the whole year. Without events, certify the zero under{' '}
        <Link to="/collections">Collections</Link>.
      </p>
      <Failed of={remove.error ?? write.error} />
      {write.data?.saved && (
        <p className="notice" role="status">
          Written: {write.data.events} events. {write.data.problems.join(' ')}
        </p>
      )}
      {events.length === 0 ? (
        <p>There is no event on record this year.</p>
      ) : (
        <div className="scroll">
          <table>
            <thead>
              <tr>
                <th scope="col">Date</th>
                <th scope="col">Event</th>
                <th scope="col">Who</th>
                <th scope="col">
                  <span className="unseen">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {events.map((event) => (
                <tr key={event.id}>
                  <td>
                    {dateInWords(event.date)} {event.time}
                    <div className="soft small">{event.schoolName}</div>
                  </td>
                  <td>
                    {label('behavior_event', event.kind)}
                    <div className="soft small">{event.place}</div>
                  </td>
                  <td>
                    {event.parts.map((part) => (
                      <div key={part.studentId} data-name>
                        <Link to={`/people/${part.studentId}`}>{part.name}</Link>,{' '}
                        {label('behavior_role', part.role)}
                        {part.response && `: ${label('behavior_response', part.response)}`}
                        {part.days && ` ${part.days} days`}
                      </div>
                    ))}
                  </td>
                  <td>
                    <button type="button" onClick={() => setEditing(event)}>
                      Change<span className="unseen"> the event of {event.date}</span>
                    </button>{' '}
                    <button type="button" className="plain" onClick={() => remove.mutate({ id: event.id })}>
                      Remove<span className="unseen"> the event of {event.date}</span>
                    </button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {editing && (
        <BehaviorForm event={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />
      )}
    </>
  );
}
