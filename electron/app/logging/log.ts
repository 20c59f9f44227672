import { join } from 'node:path';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';
import { printable } from '../../../shared/text/printable.ts';
import { redact } from '../../engine/redaction/redact.ts';

/** Where the main process notes what happened. Every line is free of secrets and of control characters before it is written. */
export interface Log {
  info(message: string, ...details: readonly unknown[]): void;
  warn(message: string, ...details: readonly unknown[]): void;
  error(message: string, ...details: readonly unknown[]): void;
}

/** Lines after the first are indented: text from elsewhere cannot pose as an entry of its own. */
const asEntry = (text: string): string => printable(text).replaceAll('\n', '\n    ');

const asSafeText = (value: unknown): string =>
  asEntry(redact(typeof value === 'string' ? value : inspect(value, { depth: 5, breakLength: 120 })));

/** Writes `main.log` in the folder, kept under `maxBytes` with one older file beside it; warnings also go to the console. */
export function openLog(folder: string, maxBytes = 2 * 1024 * 1024): Log {
  const log = electronLog.create({ logId: folder });
  log.transports.file.setAppName('ecr-image-replicator');
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = maxBytes;
  log.transports.file.level = 'info';
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map(asSafeText) }));
  return log;
}
