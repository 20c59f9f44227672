import { printableJson } from '../../../shared/text/printable.ts';

/** A JSON value as a line that cannot act on a terminal and still parses to the very value. */
export const jsonLine = (value: unknown): string => `${printableJson(JSON.stringify(value))}\n`;

/** One JSON value per line. */
export const jsonLines = (values: readonly unknown[]): string => values.map(jsonLine).join('');
