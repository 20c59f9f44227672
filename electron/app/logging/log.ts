import { join } from 'node:path';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';
import { printable } from '../../../shared/text/printable.ts';
import { redact } from '../../engine/redaction/redact.ts';

/** The log of the main process. Secrets and control characters are removed from every line before it is written. */
export interface Log {
  info(message: string, ...details: readonly unknown[]): void;
  warn(message: string, ...details: readonly unknown[]): void;
  error(message: string, ...details: readonly unknown[]): void;
}

/** Indents the lines after the first, so that foreign text cannot imitate an entry. */
const formatEntry = (text: string): string => printable(text).replaceAll('\n', '\n    ');

const toSafeText = (value: unknown): string =>
  formatEntry(redact(typeof value === 'string' ? value : inspect(value, { depth: 5, breakLength: 120 })));

/**
 * Opens `main.log` in the folder. At `maxBytes` it is rotated to one older file. Warnings are also written to the console.
 */
export function openLog(folder: string, maxBytes = 2 * 1024 * 1024): Log {
  const log = electronLog.create({ logId: folder });
  log.transports.file.setAppName('ecr-image-replicator');
  log.transports.file.resolvePathFn = () => join(folder, 'main.log');
  log.transports.file.maxSize = maxBytes;
  log.transports.file.level = 'info';
  log.transports.file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  log.transports.console.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map(toSafeText) }));
  return log;
}
