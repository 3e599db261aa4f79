import { useState } from 'react';
import { useRead } from '#renderer/bridge/use-call.ts';
import { PolicyTable } from '#renderer/collections/policy-table.tsx';
import { Failed } from '#renderer/shell/failed.tsx';
import { count } from '#renderer/shell/words.ts';

const KINDS: Readonly<Record<string, string>> = {
  text: 'text',
  code: 'code of a list',
  date: 'date',
  time: 'time of day',
  instant: 'moment',
  integer: 'whole number',
  decimal: 'number with decimals',
  flag: 'yes or no',
  set: 'several codes of a list',
};
const WHO: Readonly<Record<string, string>> = {
  state: 'the state',
  district: 'the district',
  union: 'both are kept',
  ask: 'a person is asked',
};

/** Every element Hi-Line keeps: meaning, list, who decides, and where it is exported. */
export default function DictionaryPage() {
  const dictionary = useRead('collections.dictionary', {});
  const [text, setText] = useState('');
  const words = text.trim().toLowerCase();
  const shown = (dictionary.data ?? []).filter((one) =>
    `${one.recordLabel} ${one.label} ${one.codeSet ?? ''} ${one.files.join(' ')} ${one.rules.join(' ')}`
      .toLowerCase()
      .includes(words),
  );
  return (
    <>
      <h1>Data dictionary</h1>
      <div className="field">
        <label htmlFor="dictionary-find">Find an element</label>
        <input id="dictionary-find" value={text} onChange={(event) => setText(event.target.value)} />
      </div>
      <Failed of={dictionary.error} />
      <p role="status">{count(shown.length, 'element')}</p>
      <div className="scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">Record</th>
              <th scope="col">Element</th>
              <th scope="col">Kind</th>
              <th scope="col">In a conflict</th>
              <th scope="col">State files</th>
              <th scope="col">Checked by</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((one) => (
              <tr key={`${one.record} ${one.field}`}>
                <td>{one.recordLabel}</td>
                <th scope="row">
                  {one.label}
                  {one.required && <span className="soft small"> required</span>}
                  {one.confidential && <span className="soft small"> confidential</span>}
                </th>
                <td>
                  {KINDS[one.kind] ?? one.kind}
                  {one.codeSet && <span className="soft small"> {one.codeSet}</span>}
                </td>
                <td>{WHO[one.authority] ?? one.authority}</td>
                <td className="small">{one.files.join(', ')}</td>
                <td className="small">{one.rules.join(', ')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <PolicyTable words={words} />
    </>
  );
}
