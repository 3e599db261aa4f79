import { join, sep } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contentPolicy, fileFor, isFirstPage, isOwnPage, staysInside } from '#electron/main/addresses.ts';
import { allowedExternal } from '#electron/main/external-links.ts';

const folder = join(sep, 'program', 'renderer');

describe('files behind app://', () => {
  it('serves files of the renderer folder', () => {
    expect(fileFor(folder, 'app://hi-line/index.html')).toBe(join(folder, 'index.html'));
    expect(fileFor(folder, 'app://hi-line/')).toBe(join(folder, 'index.html'));
    expect(fileFor(folder, 'app://hi-line/assets/a%20b.js?x#y')).toBe(join(folder, 'assets', 'a b.js'));
  });

  it.each([
    'app://hi-line/..%2fmain.cjs',
    'app://hi-line/%2e%2e%2f%2e%2e%2fetc/passwd',
    'app://hi-line/assets/..%5c..%5cmain.cjs',
    'app://hi-line/C:%5cWindows%5cwin.ini',
    'app://hi-line/c:/windows/win.ini',
    'app://hi-line/index.html%00.png',
    'app://hi-line/%E0%A4%A',
    'app://hi-line/..%2frenderer-old/index.html',
    'not an address',
  ])('refuses %s', (address) => {
    expect(fileFor(folder, address)).toBeNull();
  });

  it('never leaves the folder, whatever is asked', () => {
    const piece = fc.oneof(
      fc.constantFrom('..', '%2e%2e', '.', '/', '%2f', '%5c', '\\', 'a', ':', '%00'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileFor(folder, `app://hi-line/${pieces.join('')}`);
        expect(file === null || file.startsWith(folder + sep)).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });
});

describe('where a window may go', () => {
  it('stays on its own pages', () => {
    expect(isFirstPage('app://hi-line/index.html#/today')).toBe(true);
    for (const address of [
      'app://hi-line/print.html',
      'app://other/index.html',
      'app://hi-line.evil/index.html',
      'app://hi-line@evil/index.html',
      'https://hi-line/index.html',
      'file:///index.html',
      'javascript:alert(1)',
      '',
    ]) {
      expect(isFirstPage(address), address).toBe(false);
    }
    expect(isOwnPage('app://hi-line/print.html')).toBe(true);
    expect(isOwnPage('app://hi-line/trouble.html')).toBe(false);
  });

  it('lets no request out', () => {
    expect(staysInside('app://hi-line/assets/a.js')).toBe(true);
    expect(staysInside('blob:app://hi-line/0af1')).toBe(true);
    for (const address of [
      'https://example.com/',
      'http://127.0.0.1/',
      'ws://localhost/',
      'file:///etc/passwd',
      'app://hi-line.evil/',
      'blob:https://evil/1',
      'chrome-extension://abc/x.html',
    ]) {
      expect(staysInside(address), address).toBe(false);
    }
  });

  it('has a content policy that allows nothing inline and no connection', () => {
    expect(contentPolicy).toContain("default-src 'none'");
    expect(contentPolicy).toContain("connect-src 'none'");
    expect(contentPolicy).not.toContain('unsafe');
  });
});

describe('pages for the web browser', () => {
  it('opens the state and federal offices over https', () => {
    expect(allowedExternal('https://opi.mt.gov/Leadership')).toBe('https://opi.mt.gov/Leadership');
    expect(allowedExternal('https://sub.opi.mt.gov/')).toBe('https://sub.opi.mt.gov/');
  });

  it.each([
    'http://opi.mt.gov/',
    'https://opi.mt.gov.evil.example/',
    'https://evilopi.mt.gov.example/',
    'https://notopi.mt.gov/',
    'https://user:pass@opi.mt.gov/',
    'https://opi.mt.gov:8443/',
    'https://opi.mt.gov@evil.example/',
    'file:///etc/passwd',
    'ms-msdt:/id',
    'javascript:alert(1)',
    `https://opi.mt.gov/${'x'.repeat(3_000)}`,
    '',
    42,
    null,
    { toString: () => 'https://opi.mt.gov/' },
  ])('refuses %s', (address) => {
    expect(allowedExternal(address)).toBeNull();
  });
});
