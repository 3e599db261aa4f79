/** The pages' only style sheet. Colours hold a contrast of 7:1 for text and 3:1 for edges, light and dark. */
export const STYLE = `
:root { color-scheme: light dark; --ink: #1a1f24; --paper: #fff; --quiet: #46505a; --line: #7b8794; --link: #0b4a8f;
  --band: #eef2f6; --bad: #8a1c1c; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef1f4; --paper: #14181c; --quiet: #b8c2cc; --line: #7b8794;
  --link: #9ccbff; --band: #20272e; --bad: #ffb3ab; } }
* { box-sizing: border-box; }
body { margin: 0; font: 1rem/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header, nav, main { max-width: 70rem; margin: 0 auto; padding: 0.75rem 1rem; }
header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; justify-content: space-between; align-items: center;
  border-bottom: 1px solid var(--line); }
.name { margin: 0; font-weight: 700; } .name span { font-weight: 400; color: var(--quiet); }
.who { display: flex; gap: 0.75rem; align-items: center; }
nav ol { display: flex; flex-wrap: wrap; gap: 0.25rem 0; margin: 0; padding: 0; list-style: none; }
nav.menu ul { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; margin: 0; padding: 0; list-style: none; }
nav.menu a { display: inline-block; padding: 0.35rem 0; }
nav ol li + li::before { content: "/"; margin: 0 0.5rem; color: var(--quiet); }
h1 { font-size: 1.5rem; margin: 0.25rem 0 1rem; }
a { color: var(--link); }
a:focus-visible, button:focus-visible, input:focus-visible, select:focus-visible, .scroll:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
main:focus { outline: none; }
.skip { position: absolute; left: -100vw; } .skip:focus { position: static; display: inline-block; padding: 0.5rem; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.5rem; }
th, td { text-align: left; vertical-align: top; padding: 0.45rem 0.75rem; border-bottom: 1px solid var(--line); }
thead th { background: var(--band); }
td.number, th.number { text-align: right; }
.code { font: 700 1.75rem ui-monospace, monospace; }
fieldset { border: 1px solid var(--line); border-radius: 4px; margin: 1rem 0; }
form.inline { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: end; }
main form { margin: 0.25rem 0; }
select { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line); border-radius: 4px; padding: 0.45rem; min-height: 2.75rem; }
h2 { font-size: 1.2rem; margin: 1.5rem 0 0.5rem; }
form.sign-in { max-width: 24rem; display: grid; gap: 0.35rem; }
input, button { font: inherit; color: inherit; background: var(--paper); border: 1px solid var(--line);
  border-radius: 4px; padding: 0.45rem 0.75rem; min-height: 2.75rem; }
form.sign-in button { margin-top: 0.75rem; background: var(--link); color: var(--paper); border-color: var(--link); }
button { cursor: pointer; }
.error { color: var(--bad); font-weight: 600; }
.quiet { color: var(--quiet); }
.changes { margin: 0; padding-left: 1.1rem; }
`;
