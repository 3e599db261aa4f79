import { code, date, decimal, flag, integer, recordType, reference, text } from '#domain/sync/record-type.ts';

/** A pupil's credits in one career and technical pathway, by school year. Source: end-of-year CTE upload. */
export const ctePathway = recordType('ctePathway', 'CTE pathway', 30, {
  studentId: reference('Student', 'person', { key: true }),
  endYear: integer('Ending year', { key: true }),
  pathway: text('Pathway', { key: true }),
  districtCredits: decimal('District credits', { scale: 2, required: true, group: 'credits' }),
  transferCredits: decimal('Transfer credits', { scale: 2, required: true, group: 'credits' }),
  pathwayCredits: decimal('Pathway credits', { scale: 2, required: true, group: 'credits' }),
  concentrator: flag('Concentrator', { required: true }),
  singleParent: flag('Single parent', { sensitivity: 'personal' }),
});

/** What a concentrator of the year before does now. Source: fall CTE upload. */
export const cteFollowUp = recordType('cteFollowUp', 'CTE follow-up', 30, {
  studentId: reference('Student', 'person', { key: true }),
  endYear: integer('Ending year', { key: true }),
  contactDate: date('Contacted on'),
  status: code('What the pupil does now', { codeSet: 'cte_follow_up' }),
});
