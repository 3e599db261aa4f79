import { code, date, decimal, recordType, reference, text, time } from '#domain/sync/record-type.ts';

const personal = { sensitivity: 'personal' } as const;

/** One event. Source: Montana Edition behavior import. */
export const behaviorEvent = recordType('behaviorEvent', 'Behavior event', 40, {
  schoolId: reference('School', 'school', { required: true }),
  date: date('Date', { required: true, group: 'when' }),
  time: time('Time', { group: 'when' }),
  kind: code('Event', { required: true, codeSet: 'behavior_event' }),
  place: text('Place', personal),
  note: text('What happened', personal),
});

/** One pupil's part in an event, and what followed. */
export const behaviorPart = recordType('behaviorPart', 'Part in an event', 50, {
  eventId: reference('Event', 'behaviorEvent', { key: true }),
  studentId: reference('Student', 'person', { key: true }),
  role: code('Part', { ...personal, required: true, codeSet: 'behavior_role' }),
  response: code('What followed', { ...personal, codeSet: 'behavior_response', group: 'response' }),
  startDate: date('From', { ...personal, group: 'response' }),
  days: decimal('Days', { ...personal, scale: 2, group: 'response' }),
});
