/** Marks that nobody sees and that turn the letters behind them around on screen and on paper. */
const TURNS = /[\u202a-\u202e\u2066-\u2069\ufeff]/g;

/**
 * A name or one line as it is kept, typed or from a file: NFC; what is no letter but a command to a printer, and ends of
 * lines, are spaces; marks that turn letters around are left out; nothing around it.
 */
export const oneLine = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(TURNS, '')
    .trim();
