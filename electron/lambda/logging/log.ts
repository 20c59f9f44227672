import { printable } from '../../../shared/text/printable.ts';
import { redact } from '../../engine/redaction/redact.ts';

/** A value of a log entry. */
export type LogValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly LogValue[]
  | { readonly [name: string]: LogValue };

export type LogFields = Readonly<Record<string, LogValue>>;

/** Writes one JSON object a line. Secrets and control characters are removed from every text. */
export interface Log {
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  /** Writes an object as it is, for formats of CloudWatch. It must contain no text of others. */
  raw(entry: LogFields): void;
}

function sanitize(value: LogValue): LogValue {
  if (typeof value === 'string') return printable(redact(value));
  if (Array.isArray(value)) return value.map((each: LogValue) => sanitize(each));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, sanitize(each)]));
}

/**
 * Creates the log of an invocation.
 *
 * @param context added to every entry, such as the request id.
 * @param write receives one line without its end.
 */
export function createLog(context: LogFields, write: (line: string) => void): Log {
  const entry =
    (level: 'INFO' | 'WARN' | 'ERROR') =>
    (message: string, fields: LogFields = {}): void => {
      const timestamp = new Date().toISOString();
      write(JSON.stringify({ timestamp, level, ...context, ...toFields(sanitize({ message, ...fields })) }));
    };
  return {
    info: entry('INFO'),
    warn: entry('WARN'),
    error: entry('ERROR'),
    raw: (fields) => write(JSON.stringify(fields)),
  };
}

const toFields = (value: LogValue): object => (typeof value === 'object' && value !== null ? value : {});
