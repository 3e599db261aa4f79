import type { Output } from '#electron/contract/contract.ts';
import styles from './attendance-page.module.css';

type Room = Output<'attendance.day'>[number]['rooms'][number];

/** Schools, in a school with classes its periods, then the rooms or classes as tabs: never more than one line of each. */
export function RoomTabs({
  rooms,
  roomId,
  onRoom,
}: {
  rooms: readonly Room[];
  roomId: string;
  onRoom: (roomId: string) => void;
}) {
  const chosen = rooms.find((room) => room.id === roomId);
  if (!chosen) return null;
  const schools = firstOfEach(rooms, (room) => room.schoolId);
  const ofSchool = rooms.filter((room) => room.schoolId === chosen.schoolId);
  const periods = firstOfEach(ofSchool, periodOf);
  const shown = ofSchool.filter((room) => periodOf(room) === periodOf(chosen));
  return (
    <>
      {schools.length > 1 && (
        <Choices
          label="School"
          items={schools.map((room) => ({
            room,
            title: room.schoolName,
            on: room.schoolId === chosen.schoolId,
            in: null,
          }))}
          onRoom={onRoom}
        />
      )}
      {periods.length > 1 && (
        <Choices
          label="Period"
          items={periods.map((room) => ({
            room,
            title: periodOf(room),
            on: periodOf(room) === periodOf(chosen),
            in: ofSchool.filter((other) => periodOf(other) === periodOf(room)).every((other) => other.in),
          }))}
          onRoom={onRoom}
        />
      )}
      <div role="tablist" aria-label="Rooms" className={styles.tabs}>
        {shown.map((room) => (
          <button
            key={room.id}
            type="button"
            role="tab"
            aria-selected={room.id === roomId}
            tabIndex={room.id === roomId ? 0 : -1}
            className={room.id === roomId ? styles.on : undefined}
            onClick={() => onRoom(room.id)}
            onKeyDown={(event) => {
              const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
              const next = shown[(shown.indexOf(room) + step + shown.length) % shown.length];
              if (step === 0 || !next) return;
              event.preventDefault();
              onRoom(next.id);
            }}
          >
            <span aria-hidden="true">{room.in ? '✓ ' : '○ '}</span>
            {room.name}
            <span className="unseen">{room.in ? ', in' : ', not in yet'}</span>
          </button>
        ))}
      </div>
    </>
  );
}

const periodOf = (room: Room): string => (room.kind === 'class' && room.block ? room.block : 'Rooms');

function firstOfEach(rooms: readonly Room[], keyOf: (room: Room) => string): Room[] {
  return rooms.filter((room, at) => rooms.findIndex((other) => keyOf(other) === keyOf(room)) === at);
}

interface Item {
  readonly room: Room;
  readonly title: string;
  readonly on: boolean;
  readonly in: boolean | null;
}

function Choices({
  label,
  items,
  onRoom,
}: {
  label: string;
  items: readonly Item[];
  onRoom: (roomId: string) => void;
}) {
  return (
    <fieldset aria-label={label} className={styles.choices}>
      {items.map((item) => (
        <button
          key={item.title}
          type="button"
          aria-pressed={item.on}
          className={item.on ? styles.on : undefined}
          onClick={() => onRoom(item.room.id)}
        >
          {item.in !== null && <span aria-hidden="true">{item.in ? '✓ ' : '○ '}</span>}
          {item.title}
        </button>
      ))}
    </fieldset>
  );
}
