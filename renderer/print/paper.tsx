import type { ReportBlock, ReportPage } from '#domain/system/report-page.ts';
import { PaperTable } from '#renderer/print/paper-table.tsx';

/** The body of a report. District, title, dates and page numbers stand in the head and foot of each sheet. */
export function Paper({ page }: { page: ReportPage }) {
  return (
    <article className={page.landscape ? 'paper landscape' : 'paper'}>
      <h1>{page.childName === null ? page.title : `${page.title}: ${page.childName}`}</h1>
      {page.blocks.map((block, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
        <Block key={at} block={block} />
      ))}
      {(page.legend.length > 0 || page.definitions.length > 0) && (
        <footer className="explained">
          {page.legend.length > 0 && (
            <section>
              <h2>Codes</h2>
              <ul className="codes">
                {page.legend.map(({ code, label }) => (
                  <li key={code}>
                    <b>{code}</b> {label}
                  </li>
                ))}
              </ul>
            </section>
          )}
          {page.definitions.length > 0 && (
            <section>
              <h2>What the numbers mean</h2>
              <ul>
                {page.definitions.map((text) => (
                  <li key={text}>{text}</li>
                ))}
              </ul>
            </section>
          )}
        </footer>
      )}
    </article>
  );
}

function Block({ block }: { block: ReportBlock }) {
  switch (block.kind) {
    case 'heading':
      return <h2 className={block.newPage ? 'part new-page' : 'part'}>{block.text}</h2>;
    case 'facts':
      return (
        <dl className="facts">
          {block.items.map(({ label, value }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ))}
        </dl>
      );
    case 'text':
      return (
        <section className="text">
          <h2>{block.title}</h2>
          {block.text.split(/\n+/).map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: drawn once, never reordered
            <p key={at}>{line}</p>
          ))}
        </section>
      );
    case 'notice':
      return (
        <section className="notice">
          <p>
            <b>{block.text}</b>
          </p>
          {block.items.length > 0 && (
            <ul>
              {block.items.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </section>
      );
    case 'signatures':
      return (
        <section className="signatures">
          {block.statement && <p>{block.statement}</p>}
          {block.lines.map((line) => (
            <div className="signature" key={line}>
              <span className="by">Signature: {line}</span>
              <span className="name">Name and title</span>
              <span className="date">Date</span>
            </div>
          ))}
        </section>
      );
    case 'table':
      return <PaperTable table={block} />;
  }
}
