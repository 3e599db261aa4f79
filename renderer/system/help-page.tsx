import { useState } from 'react';
import guide from '#resources/help/guide.json' with { type: 'json' };

/** The user guide, offline. The same text is docs/user-guide.md. */
export default function HelpPage() {
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const shown = guide.sections.filter((section) =>
    `${section.title} ${section.text.join(' ')}`.toLowerCase().includes(words),
  );
  return (
    <>
      <h1>Help</h1>
      <div className="field">
        <label htmlFor="help-find">Find in the guide</label>
        <input id="help-find" value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      {shown.map((section) => (
        <section key={section.title} className="card">
          <h2>{section.title}</h2>
          {section.text.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      ))}
      {shown.length === 0 && <p>The guide does not speak of that. Try another word.</p>}
    </>
  );
}
