import { schoolYearInWords } from '#domain/system/date-words.ts';
import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import type { DistrictValidation } from '#state-server/collections/validate-district.ts';
import { html } from '#state-server/pages/html.ts';
import { page } from '#state-server/pages/page-frame.ts';

const SEVERITY = { must: 'must be fixed', check: 'to check', note: 'to know' } as const;

/** What the state's own run of the rules finds in a district: by rule, with field and record. */
export function validationPage(session: StaffSession, number: string, result: DistrictValidation): string {
  const rules = [...new Set(result.findings.map(({ rule }) => rule))];
  const sections = rules.map((rule) => {
    const own = result.findings.filter((finding) => finding.rule === rule);
    const first = own[0];
    return html`<h2>${first?.title} (${own.length}, ${first ? SEVERITY[first.severity] : ''})</h2>
<p>${first?.why}</p>
<div class="scroll" role="region" aria-label="${first?.title}" tabindex="0"><table>
<thead><tr><th scope="col">Record</th><th scope="col">Field</th><th scope="col">What is wrong</th></tr></thead>
<tbody>${own.slice(0, 200).map(
      ({ subjectType, subjectId, field, what }) => html`<tr>
<th scope="row"><a href="/staff/districts/${number}/${subjectType}/${subjectId}">${subjectType} ${subjectId.slice(0, 8)}</a></th><td>${field}</td><td>${what}</td></tr>`,
    )}</tbody></table></div>`;
  });
  const summary = html`<p>Rules ${result.rulesVersion}, ${schoolYearInWords(result.endYear)}: ${result.students} students, ${result.findings.filter(({ severity }) => severity === 'must').length} must be fixed, ${result.findings.filter(({ severity }) => severity === 'check').length} to check. Counts are worked out by the district; everything else is checked here with the same rules.</p>`;
  return page(
    `Validation of district ${number}`,
    html`${summary}${sections}${rules.length === 0 ? html`<p>Everything is in order.</p>` : null}`,
    session,
    [
      { title: 'Districts', href: '/staff' },
      { title: `District ${number}`, href: `/staff/districts/${number}` },
    ],
  );
}
