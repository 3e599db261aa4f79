import { describe, expect, it } from 'vitest';
import { nextZoom } from '#electron/main/zoom.ts';

describe('zoom keys', () => {
  it('goes by halves, stays within bounds and returns to normal', () => {
    expect(nextZoom('=', 0)).toBe(0.5);
    expect(nextZoom('+', 5)).toBe(5);
    expect(nextZoom('-', 0)).toBe(-0.5);
    expect(nextZoom('_', -3)).toBe(-3);
    expect(nextZoom('0', 3.5)).toBe(0);
  });

  it('leaves every other key to the page', () => {
    expect(nextZoom('a', 0)).toBeNull();
  });
});
