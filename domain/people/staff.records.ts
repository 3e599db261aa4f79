import { code, date, recordType, reference } from '#domain/sync/record-type.ts';

/** When somebody works for a district. Source: upload template TE. */
export const employmentTerm = recordType('employmentTerm', 'Term of employment', 30, {
  personId: reference('Staff member', 'person', { required: true }),
  districtId: reference('District', 'district', { required: true }),
  startDate: date('From', { required: true, group: 'dates' }),
  endDate: date('To', { group: 'dates' }),
});

/** What somebody does at which school. Source: upload template District Assignment. */
export const districtAssignment = recordType('districtAssignment', 'District assignment', 30, {
  personId: reference('Staff member', 'person', { required: true }),
  schoolId: reference('School', 'school', { required: true }),
  assignment: code('Assignment', { required: true, codeSet: 'district_assignment' }),
  startDate: date('From', { required: true, group: 'dates' }),
  endDate: date('To', { group: 'dates' }),
});
