import type { StaffSession } from '#state-server/accounts/staff-session.ts';
import { type Html, html } from '#state-server/pages/html.ts';

/** One step of the way back to the start. */
export interface Crumb {
  readonly title: string;
  readonly href: string;
}

const MENU = [
  ['/staff', 'Districts'],
  ['/staff/students', 'Find a student'],
  ['/staff/overlaps', 'Overlapping enrollments'],
  ['/staff/duplicates', 'Duplicate candidates'],
  ['/staff/certifications', 'Certifications'],
  ['/staff/rejected', 'Rejected items'],
  ['/staff/packages', 'Packages'],
  ['/staff/snapshots', 'Snapshots'],
  ['/staff/reference', 'Lists and rules'],
] as const;

/** A form of the staff's: posts to an action, carries the session's own token. */
export function staffForm(session: StaffSession, action: string, fields: Html): Html {
  return html`<form method="post" action="${action}"><input type="hidden" name="csrf" value="${session.csrf}">${fields}</form>`;
}

/** A whole page: one heading, a way back, a link past the header, and the staff member's own sign-out. */
export function page(
  title: string,
  content: Html,
  session: StaffSession | null,
  way: readonly Crumb[] = [],
): string {
  const header = session
    ? html`<form method="post" action="/staff/sign-out" class="who">
        <input type="hidden" name="csrf" value="${session.csrf}">
        <span>${session.staff.name}, ${session.staff.role}</span> <button type="submit">Sign out</button>
      </form>`
    : null;
  const menu = session
    ? html`<nav aria-label="Pages" class="menu"><ul>${MENU.map(
        ([href, words]) => html`<li><a href="${href}">${words}</a></li>`,
      )}</ul></nav>`
    : null;
  const crumbs = way.length
    ? html`<nav aria-label="You are here"><ol>${way.map(
        ({ title: name, href }) => html`<li><a href="${href}">${name}</a></li>`,
      )}<li aria-current="page">${title}</li></ol></nav>`
    : null;
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Hi-Line State Edition</title>
<link rel="stylesheet" href="/staff/style.css">
</head>
<body>
<a class="skip" href="#content">To the content</a>
<header><p class="name">Hi-Line <span>State Edition</span></p>${header}</header>
${menu}
${crumbs}
<main id="content" tabindex="-1">
<h1>${title}</h1>
${content}
</main>
</body>
</html>
`.text;
}

/** Headers of every page: nothing but our own style sheet and forms, in no frame, kept by no cache. */
export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cache-control': 'no-store',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
} as const;
