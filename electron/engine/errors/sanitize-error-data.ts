import type { DeniedAccess, ErrorData } from '../../../shared/models/result.ts';
import { printable, printableLine } from '../../../shared/text/printable.ts';
import { redact } from '../redaction/redact.ts';

/** UTF-16 units of a text that are redacted: servers and programs can send texts of any length. */
const maxRedacted = 16_000;

/** UTF-16 units that are read beyond the limit, so that a secret at the limit is redacted before the text is cut. */
const redactionMargin = 8_192;

/** UTF-16 units: the message of AWS for a denied call has some hundred. */
const maxMessage = 4_096;

const truncate = (text: string, max: number): string => (text.length > max ? `${text.slice(0, max)}…` : text);

const redactText = (text: string): string =>
  truncate(redact(text.slice(0, maxRedacted + redactionMargin)), maxRedacted);

const redactReason = (denied: DeniedAccess): DeniedAccess =>
  denied.reason === undefined ? denied : { ...denied, reason: redactText(denied.reason) };

/** Removes secrets and unprintable characters from the texts of an error, which can quote a server, a file or a program. */
export const sanitizeErrorData = (data: ErrorData): ErrorData => ({
  ...data,
  message: printableLine(truncate(redactText(data.message), maxMessage)),
  ...(data.detail !== undefined && { detail: printable(redactText(data.detail)) }),
  ...(data.denied && { denied: redactReason(data.denied) }),
});
