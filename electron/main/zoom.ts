// The zoom keys, which tired eyes need and which a window without a native menu would not have.
import type { WebContents } from 'electron';

export function keepZoomKeys(contents: WebContents): void {
  contents.on('before-input-event', (event, input) => {
    if (input.type !== 'keyDown' || !(input.control || input.meta) || input.alt) return;
    const level = nextZoom(input.key, contents.getZoomLevel());
    if (level === null) return;
    event.preventDefault();
    contents.setZoomLevel(level);
  });
}

/** The zoom level after a key, or null when the key has nothing to do with zoom. Levels go by halves from -3 to 5. */
export function nextZoom(key: string, level: number): number | null {
  if (key === '0') return 0;
  if (key === '+' || key === '=') return Math.min(level + 0.5, 5);
  if (key === '-' || key === '_') return Math.max(level - 0.5, -3);
  return null;
}
