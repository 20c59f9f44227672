import { minBandwidth } from '../../../shared/models/settings.ts';

/** What a person typed, as the setting that it means, or what is wrong with it in a sentence. */
export type ReadNumber =
  | { readonly kind: 'value'; readonly value: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'problem'; readonly message: string };

/** A whole number within bounds. */
export const readCount =
  (least: number, most: number) =>
  (text: string): ReadNumber => {
    const value = Number(text);
    return text.trim() !== '' && Number.isInteger(value) && value >= least && value <= most
      ? { kind: 'value', value }
      : { kind: 'problem', message: `Write a whole number from ${least} to ${most}.` };
  };

/** A whole number within bounds, or nothing. */
export const readOptionalCount =
  (least: number, most: number) =>
  (text: string): ReadNumber => {
    if (text.trim() === '') return { kind: 'none' };
    const read = readCount(least, most)(text);
    if (read.kind !== 'problem') return read;
    return { ...read, message: `${read.message.replace(/\.$/, '')}, or leave it empty.` };
  };

const megabyte = 1_000_000;

/** A cap in MB/s as bytes per second; nothing typed is no cap. */
export function readBandwidth(text: string): ReadNumber {
  const typed = text.trim().replace(',', '.');
  if (typed === '') return { kind: 'none' };
  const value = Math.round(Number(typed) * megabyte);
  if (Number.isSafeInteger(value) && value >= minBandwidth) return { kind: 'value', value };
  return { kind: 'problem', message: 'Write a number of MB/s, 0.07 or more, or leave it empty for no cap.' };
}

/** A cap as it stands in its field: `12.5`. */
export const bandwidthText = (bytesPerSecond: number | undefined): string =>
  bytesPerSecond === undefined ? '' : String(bytesPerSecond / megabyte);
