import { minBandwidth } from '../../../shared/models/bounds.ts';

/** The value of a typed number, or the problem as a sentence. */
export type ReadNumber =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'problem'; readonly message: string };

/** A whole number within bounds. */
export const readCount =
  (min: number, max: number) =>
  (text: string): ReadNumber => {
    const value = Number(text);
    return text.trim() !== '' && Number.isInteger(value) && value >= min && value <= max
      ? { kind: 'value', value }
      : { kind: 'problem', message: `Enter a whole number from ${min} to ${max}.` };
  };

/** A whole number within bounds, or nothing. */
export const readOptionalCount =
  (min: number, max: number) =>
  (text: string): ReadNumber => {
    if (text.trim() === '') return { kind: 'none' };
    const read = readCount(min, max)(text);
    if (read.kind !== 'problem') return read;
    return { ...read, message: `${read.message.replace(/\.$/, '')}, or leave the field empty.` };
  };

const megabyte = 1_000_000;

/** Converts a limit in MB/s to bytes per second; empty text is no limit. */
export function readBandwidth(text: string): ReadNumber {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return { kind: 'none' };
  const value = Math.round(Number(typed) * megabyte);
  if (Number.isSafeInteger(value) && value >= minBandwidth) return { kind: 'value', value };
  return {
    kind: 'problem',
    message: 'Enter a number of MB/s, 0.07 or more, or leave the field empty for no limit.',
  };
}

/** A limit in bytes per second as text in MB/s: `12.5`. */
export const bandwidthText = (bytesPerSecond: number | undefined): string =>
  bytesPerSecond === undefined ? '' : String(bytesPerSecond / megabyte);
