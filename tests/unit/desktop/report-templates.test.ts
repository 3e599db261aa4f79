import { expect, test } from 'vitest';
import type { ReportPage } from '#domain/system/report-page.ts';
import { footerOf, headerOf } from '#electron/data-process/report-templates.ts';

const page: ReportPage = {
  title: 'State test scores',
  districtName: 'District',
  schoolName: 'School',
  range: 'As of Tue Nov 24, 2026',
  childName: 'Larkspur, Signe',
  landscape: false,
  practice: true,
  notYetSent: 2,
  printedBy: 'Sam',
  printedAt: 'Tue Nov 24, 2026, 8:00 am',
  legend: [],
  definitions: [],
  blocks: [],
};

test('Chromium fills nothing of head and foot but the page numbers: the child keeps the place in the head', () => {
  const head = headerOf(page);
  expect(head).toContain('Larkspur, Signe');
  const classes = [...`${head}${footerOf(page)}`.matchAll(/class="([^"]*)"/g)].flatMap(
    ([, names]) => names?.split(' ') ?? [],
  );
  expect(classes.filter((name) => ['title', 'date', 'url'].includes(name))).toEqual([]);
  expect(classes.filter((name) => /^(pageNumber|totalPages)$/.test(name))).toEqual([
    'pageNumber',
    'totalPages',
  ]);
});
