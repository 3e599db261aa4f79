import { useEffect, useId, useRef, useState } from 'react';
import { useNavigate } from 'react-router';
import { useRead } from '#renderer/bridge/use-call.ts';
import { Dialog } from '#renderer/shell/dialog.tsx';
import { screensFor } from '#renderer/shell/screens.ts';
import { phoneInWords } from '#renderer/shell/words.ts';
import styles from './find-anything.module.css';

interface Hit {
  readonly key: string;
  readonly title: string;
  readonly detail: string;
  readonly to: string;
}

/** Ctrl+K: people by name or number, sections, and screens. Arrows choose, Enter opens. */
export function FindAnything({ roles, onClose }: { roles: readonly string[]; onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const listId = useId();
  const navigate = useNavigate();
  const input = useRef<HTMLInputElement>(null);
  const people = useRead(
    'people.find',
    { text, limit: 20 },
    { enabled: text.trim().length > 0, keepPrevious: true },
  );
  const rooms = useRead(
    'system.find-rooms',
    { text },
    { enabled: text.trim().length > 1, keepPrevious: true },
  );
  useEffect(() => input.current?.focus(), []);

  const words = text.trim().toLowerCase();
  const hits: Hit[] =
    words === ''
      ? []
      : [
          ...(people.data ?? []).map((found) => ({
            key: found.personId,
            title: found.name,
            detail: [
              found.detail,
              found.phone && phoneInWords(found.phone),
              found.custody && 'CUSTODY: open the page first',
              found.matched && `found by ${found.matched}`,
            ]
              .filter(Boolean)
              .join(' · '),
            to: `/people/${found.personId}`,
          })),
          ...(rooms.data ?? []).map((room) => ({
            key: room.id,
            title: room.name,
            detail: `Room or class, ${room.schoolName}`,
            to: `/attendance?room=${room.id}`,
          })),
          ...screensFor(roles)
            .filter(
              (screen) =>
                !screen.route?.includes(':') &&
                `${screen.title} ${screen.also ?? ''}`.toLowerCase().includes(words),
            )
            .map((screen) => ({ key: screen.path, title: screen.title, detail: 'Screen', to: screen.path })),
        ];
  const chosen = hits[Math.min(at, hits.length - 1)];

  const open = (hit: Hit | undefined): void => {
    if (!hit) return;
    onClose();
    void navigate(hit.to);
  };

  return (
    <Dialog title="Find anything" onClose={onClose}>
      <input
        ref={input}
        className={styles.input}
        role="combobox"
        aria-expanded={hits.length > 0}
        aria-controls={listId}
        aria-activedescendant={chosen ? `${listId}-${chosen.key}` : undefined}
        aria-label="Name, phone number, State ID, room or screen"
        placeholder="Name, phone number, State ID, room or screen"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') setAt(Math.min(at + 1, hits.length - 1));
          else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0));
          else if (event.key === 'Enter') open(chosen);
          else return;
          event.preventDefault();
        }}
      />
      <div role="listbox" id={listId} className={styles.list} aria-label="Found">
        {hits.map((hit) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox above owns the keyboard
          <div
            key={hit.key}
            id={`${listId}-${hit.key}`}
            role="option"
            tabIndex={-1}
            aria-selected={hit === chosen}
            className={styles.hit}
            onClick={() => open(hit)}
          >
            <span data-name>{hit.title}</span> <span className="soft small">{hit.detail}</span>
          </div>
        ))}
      </div>
      {words !== '' && hits.length === 0 && !people.isFetching && (
        <p>Nothing found. Fewer letters find more.</p>
      )}
    </Dialog>
  );
}
