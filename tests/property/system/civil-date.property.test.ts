import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, it } from 'vitest';
import {
  addDays,
  addMonths,
  addYears,
  compareDates,
  dateOfDayNumber,
  dayNumber,
  daysFrom,
  isCivilDate,
  weekdayOf,
} from '#domain/system/civil-date.ts';
import { slashDate } from '#domain/system/date-words.ts';
import { readCivilDate } from '#domain/system/read-civil-date.ts';

/** Days from year 1 through 9999, counted from 1970. */
const number = fc.integer({ min: -719_162, max: 2_932_896 });
const date = number.map((n) => Temporal.PlainDate.from('1970-01-01').add({ days: n }).toString());

it('agrees with Temporal on day numbers and weekdays', () => {
  fc.assert(
    fc.property(number, (n) => {
      const there = Temporal.PlainDate.from('1970-01-01').add({ days: n });
      expect(dateOfDayNumber(n)).toBe(there.toString());
      expect(dayNumber(there.toString())).toBe(n);
      expect(weekdayOf(there.toString())).toBe(there.dayOfWeek);
    }),
  );
});

it('agrees with Temporal on adding days, months and years', () => {
  const near = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  fc.assert(
    fc.property(near, fc.integer({ min: -4000, max: 4000 }), (instant, step) => {
      const text = instant.toISOString().slice(0, 10);
      const there = Temporal.PlainDate.from(text);
      expect(addDays(text, step)).toBe(there.add({ days: step }).toString());
      const months = step % 240;
      expect(addMonths(text, months)).toBe(there.add({ months }).toString());
      const years = step % 90;
      expect(addYears(text, years)).toBe(there.add({ years }).toString());
    }),
  );
});

it('orders and measures like Temporal', () => {
  fc.assert(
    fc.property(date, date, (a, b) => {
      expect(Math.sign(compareDates(a, b))).toBe(Temporal.PlainDate.compare(a, b));
      expect(daysFrom(a, b)).toBe(Temporal.PlainDate.from(a).until(b).days);
      expect(addDays(a, daysFrom(a, b))).toBe(b);
    }),
  );
});

it('takes exactly the texts that Temporal takes', () => {
  const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'));
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 9999 }), part(14), part(33), (year, month, day) => {
      const text = `${String(year).padStart(4, '0')}-${month}-${day}`;
      let real = true;
      try {
        Temporal.PlainDate.from(text, { overflow: 'reject' });
      } catch {
        real = false;
      }
      expect(isCivilDate(text)).toBe(real);
      expect(readCivilDate(text).ok).toBe(real);
    }),
  );
});

it('reads what it writes', () => {
  fc.assert(
    fc.property(date, (text) => {
      expect(readCivilDate(text)).toEqual({ ok: true, value: text });
      expect(readCivilDate(slashDate(text))).toEqual({ ok: true, value: text });
    }),
  );
});
