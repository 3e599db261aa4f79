import { collectionCalendar } from '#db/collections/collection-calendar.ts';
import { districtContacts } from '#db/collections/who-answers.ts';
import { codeSetFile } from '#db/system/code-sets.ts';
import type { Reader } from '#db/system/connection.ts';
import { type ReportRequest, reportFrame } from '#db/system/report-frame.ts';
import { labelOf } from '#domain/system/code-set.ts';
import { dateInWords } from '#domain/system/date-words.ts';
import type { ReportPage } from '#domain/system/report-page.ts';

/** The district's contacts as an update form for the state, with room to correct by hand, and the help desk's number. */
export function contactForm(reader: Reader, request: ReportRequest): ReportPage {
  const areas = codeSetFile(reader, 'contact_area');
  const { helpDesk } = collectionCalendar(reader);
  const names = new Map(
    reader
      .rows<{ id: string; name: string }>(
        'SELECT id, name FROM school UNION ALL SELECT id, name FROM district',
      )
      .map(({ id, name }) => [id, name]),
  );
  const contacts = districtContacts(reader).filter(({ active }) => active === 1);
  return reportFrame(reader, request, {
    title: 'District contacts',
    range: dateInWords(request.today),
    landscape: true,
    definitions: [
      `${helpDesk.name}: ${helpDesk.phone}.`,
      'Write corrections in the empty rows and hand the sheet to the state.',
    ],
    blocks: [
      {
        kind: 'table',
        title: 'On record',
        columns: [
          { label: 'Name', kind: 'name' },
          { label: 'District or school' },
          { label: 'About' },
          { label: 'Primary or backup' },
          { label: 'Phone' },
          { label: 'E-mail', kind: 'wide' },
        ],
        rows: [
          ...contacts.map((contact) => [
            contact.name,
            names.get(contact.schoolId ?? contact.districtId) ?? '',
            labelOf(areas, contact.area),
            contact.backup === 1 ? 'backup' : 'primary',
            contact.phone ?? '',
            contact.email ?? '',
          ]),
          ...Array.from({ length: 4 }, () => ['', '', '', '', '', '']),
        ],
        totals: [],
        empty: '',
      },
      { kind: 'signatures', statement: null, lines: ['Superintendent or clerk'] },
    ],
  });
}
