import type { ErrorData } from '../../../shared/models/result.ts';
import { printable, printableLine } from '../../../shared/text/printable.ts';

/** Characters: what AWS says of a denied call takes some hundred. */
const maxMessage = 4_096;
/** Characters: a web page in place of an answer needs not be repeated whole. */
const maxDetail = 16_384;

const cut = (text: string, most: number): string => (text.length > most ? `${text.slice(0, most)}…` : text);

/** An error as data that is short and printable: what a server, a file or a program says stands in both of its texts. */
export const toPrintableError = (data: ErrorData): ErrorData => ({
  ...data,
  message: printableLine(cut(data.message, maxMessage)),
  ...(data.detail !== undefined && { detail: printable(cut(data.detail, maxDetail)) }),
});
