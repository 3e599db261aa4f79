import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import collections from '#resources/help/collections.json' with { type: 'json' };
import guide from '#resources/help/guide.json' with { type: 'json' };

const sections: readonly { title: string; text: readonly string[]; topic?: string }[] = [
  ...guide.sections,
  ...collections.sections,
];

/** The user guide, offline. The same text is docs/user-guide.md. A link may ask for one topic alone. */
export default function HelpPage() {
  const [search] = useSearchParams();
  const topic = search.get('topic');
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const shown = sections.filter(
    (section) =>
      (topic === null || words !== '' || section.topic === topic) &&
      `${section.title} ${section.text.join(' ')}`.toLowerCase().includes(words),
  );
  return (
    <>
      <h1>Help</h1>
      <div className="field">
        <label htmlFor="help-find">Find in the guide</label>
        <input id="help-find" value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      {topic !== null && words === '' && (
        <p>
          <Link to="/help">The whole guide</Link>
        </p>
      )}
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
