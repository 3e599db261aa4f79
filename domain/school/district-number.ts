/** A district (OPI School System code) or school made without its number is kept as 0000 until somebody says it. */
export const NO_NUMBER = '0000';

/** Four characters at most, and not the zeros that stand for "not known yet". Source: conventions of all upload files. */
export const isNumber = (text: string): boolean => /^[0-9A-Za-z]{1,4}$/.test(text) && !/^0+$/.test(text);

export const hasNumber = (number: string): boolean => !/^0*$/.test(number);

/** As it is kept and written: four characters, with leading zeros. */
export const paddedNumber = (number: string): string => number.toUpperCase().padStart(4, '0');
