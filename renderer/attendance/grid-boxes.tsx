import { useState } from 'react';
import type { Sheet } from '#renderer/attendance/use-sheet.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { Field } from '#renderer/shell/field.tsx';

const nowTime = (): string => {
  const now = new Date();
  return `${String(now.getHours()).padStart(2, '0')}:${String(now.getMinutes()).padStart(2, '0')}`;
};

/** A clock time, already filled in with now: Enter is enough. */
export function TimeBox({
  name,
  words,
  onSave,
  onNoTime,
  onClose,
}: {
  name: string;
  words: string;
  onSave: (time: string) => void;
  onNoTime: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={`${name} ${words}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(String(new FormData(event.currentTarget).get('time')));
        }}
      >
        <Field name="time" label="Clock time" type="time" defaultValue={nowTime()} required autoFocus />
        <div className="row">
          <button type="submit" className="main">
            Save
          </button>
          <button type="button" onClick={onNoTime}>
            Time not known
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

export function HalfDay({
  name,
  onSave,
  onClose,
}: {
  name: string;
  onSave: (half: 'morning' | 'afternoon') => void;
  onClose: () => void;
}) {
  return (
    <Dialog title={`${name}: absent half a day`} onClose={onClose}>
      <div className="row">
        <button type="button" className="main" onClick={() => onSave('morning')}>
          Morning
        </button>
        <button type="button" onClick={() => onSave('afternoon')}>
          Afternoon
        </button>
        <button type="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </Dialog>
  );
}

export function NoteBox({
  name,
  note,
  onSave,
  onClose,
}: {
  name: string;
  note: string;
  onSave: (note: string) => void;
  onClose: () => void;
}) {
  const [text, setText] = useState(note);
  return (
    <Dialog title={`Note: ${name}`} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSave(text.trim());
        }}
      >
        <Field
          name="note"
          label="Note"
          value={text}
          onChange={(event) => setText(event.target.value)}
          maxLength={500}
          autoFocus
        />
        <div className="row">
          <button type="submit" className="main">
            Save
          </button>
          <button type="button" onClick={onClose}>
            Cancel
          </button>
        </div>
      </form>
    </Dialog>
  );
}

const KEYS: readonly (readonly [string, string])[] = [
  ['31 then a letter', 'mark row 31'],
  ['Space', 'the last code again'],
  ['Ctrl+D', 'fill down'],
  ['Ctrl+Z, Ctrl+Y', 'undo, redo'],
  ['N', 'note'],
  ['Page Down', 'ten rows down'],
  ['Ctrl+← Ctrl+→', 'day before, day after'],
  ['Ctrl+Enter', 'everyone else present: the room is in'],
];

export function KeyList({ codes, onClose }: { codes: Sheet['codes']; onClose: () => void }) {
  return (
    <Dialog title="Keys" onClose={onClose}>
      <table>
        <tbody>
          {codes
            .filter((code) => code.keyLetter)
            .map((code) => (
              <tr key={code.code}>
                <th scope="row">{code.keyLetter}</th>
                <td>{code.label}</td>
              </tr>
            ))}
          {KEYS.map(([key, words]) => (
            <tr key={key}>
              <th scope="row">{key}</th>
              <td>{words}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <button type="button" className="main" onClick={onClose}>
        Close
      </button>
    </Dialog>
  );
}
