import type { ReportPage } from '#domain/system/report-page.ts';

/**
 * What stands on every printed page, as Chromium's header and footer templates. They are drawn outside of the page, so
 * they carry their own style and name fonts that systems have. Chromium fills elements of the classes title, date, url,
 * pageNumber and totalPages by itself: no other text may carry one of these.
 */
const STYLE = `<style>
  .line { box-sizing: border-box; width: 100%; padding: 0 0.5in; font: 8pt "Liberation Sans", Arial, "Segoe UI", Helvetica, sans-serif; color: #000; -webkit-print-color-adjust: exact; }
  .parts { display: flex; justify-content: space-between; gap: 12pt; }
  .parts > span:last-child { text-align: right; }
  .head { font-size: 10pt; font-weight: bold; }
  .rule { border-bottom: 0.75pt solid #000; padding-bottom: 2pt; }
  .over { border-top: 0.75pt solid #000; padding-top: 2pt; }
  .practice { border: 1pt solid #000; padding: 0 4pt; font-weight: bold; }
  .cut { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; }
  .keep { white-space: nowrap; }
</style>`;

export function headerOf(page: ReportPage): string {
  const place = [page.districtName, page.schoolName].filter(Boolean).join(' · ');
  const practice = page.practice
    ? '<span class="practice keep">PRACTICE – invented people</span>'
    : '<span></span>';
  const child = page.childName === null ? '' : `<span class="head cut">${escaped(page.childName)}</span>`;
  return `${STYLE}<div class="line"><div class="parts"><span class="cut">${escaped(place)}</span>${practice}</div><div class="parts rule"><span class="cut"><span class="head">${escaped(page.title)}</span> · ${escaped(page.range)}</span>${child}</div></div>`;
}

export function footerOf(page: ReportPage): string {
  const unsent =
    page.notYetSent === 0
      ? ''
      : ` · Not yet sent to the state: ${page.notYetSent} ${page.notYetSent === 1 ? 'change' : 'changes'}`;
  return `${STYLE}<div class="line"><div class="parts over"><span>Contains student information protected by FERPA</span><span class="keep">Page <span class="pageNumber"></span> of <span class="totalPages"></span></span></div><div class="parts"><span class="cut">Printed ${escaped(page.printedAt)} by ${escaped(page.printedBy)}</span><span class="keep">Data as of ${escaped(page.printedAt)}${unsent}</span></div></div>`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
}
