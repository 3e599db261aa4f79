// What a window shows when the real page cannot be shown. It depends on no other file, because files may be what broke.

const stories: Readonly<Record<string, readonly [title: string, text: string]>> = {
  files: [
    'Hi-Line could not read its own program files',
    'Your records are safe: they are kept apart from the program. Install Hi-Line again over this copy. Nothing has to be removed first.',
  ],
  page: [
    'This window stopped working',
    'Your records are safe: what was marked as saved is saved. Start the window again and go on where you were.',
  ],
  records: [
    'The part of Hi-Line that keeps the records stops again and again',
    'Nothing that was saved is lost. Restart the computer and start Hi-Line again. If this page comes back, call support and say what it says in its title.',
  ],
};

/** A complete page for one of the stories above; an unknown name gets the story of the page that stopped. */
export function troublePage(what: string): string {
  const [title, text] = (Object.hasOwn(stories, what) ? stories[what] : undefined) ??
    stories.page ?? ['', ''];
  return `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${title}</title>
    <link rel="stylesheet" href="/trouble.css">
  </head>
  <body>
    <main>
      <h1>${title}</h1>
      <p>${text}</p>
      <p><a href="/index.html">Start the window again</a></p>
    </main>
  </body>
</html>`;
}

export const troubleStyle = `body { font: 18px/1.5 system-ui, sans-serif; color: #1c2430; background: #f6f7f9; margin: 0; }
main { max-width: 42rem; margin: 18vh auto 0; padding: 0 2rem; }
h1 { font-size: 1.6rem; line-height: 1.25; }
a { display: inline-block; padding: 0.6rem 1.2rem; border-radius: 6px; background: #1d4f91; color: #fff; text-decoration: none; }
a:focus-visible { outline: 3px solid #f0a202; outline-offset: 3px; }
`;
