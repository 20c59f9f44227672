import type { DeniedAccess, ErrorData } from '../../../shared/models/result.ts';
import { redact } from '../redaction/redact.ts';

/** Servers and programs say as much as they please; a person reads the beginning. In UTF-16 units. */
const longestText = 16_000;

/** A secret that the end of the text cuts in two is longer than what is cut off afterwards. */
const margin = 8_192;

function safeText(text: string): string {
  const safe = redact(text.slice(0, longestText + margin));
  return safe.length > longestText ? `${safe.slice(0, longestText)}…` : safe;
}

const safeReason = (denied: DeniedAccess): DeniedAccess =>
  denied.reason === undefined ? denied : { ...denied, reason: safeText(denied.reason) };

/** An error's data without secrets, whoever wrote its sentences. */
export function sanitizeErrorData(data: ErrorData): ErrorData {
  const message = safeText(data.message);
  const detail = data.detail === undefined ? undefined : safeText(data.detail);
  const denied = data.denied && safeReason(data.denied);
  if (message === data.message && detail === data.detail && denied?.reason === data.denied?.reason)
    return data;
  return { ...data, message, ...(detail !== undefined && { detail }), ...(denied && { denied }) };
}
