import { join } from 'node:path';
import { inspect } from 'node:util';
import electronLog from 'electron-log/node';
import type { LogLevel } from '../../../shared/models/settings.ts';
import { printable } from '../../../shared/text/printable.ts';
import { redact } from '../../engine/redaction/redact.ts';
import { rotateLogFiles } from './rotate-log-files.ts';

/** The log of the main process. Secrets and control characters are removed from every line before it is written. */
export interface Log {
  /** Written at the level Verbose only. */
  verbose(message: string, ...details: readonly unknown[]): void;
  info(message: string, ...details: readonly unknown[]): void;
  warn(message: string, ...details: readonly unknown[]): void;
  error(message: string, ...details: readonly unknown[]): void;
}

export interface AppLog extends Log {
  setLevel(level: LogLevel): void;
}

/** The names of the levels in electron-log. */
const levels = {
  warnings: 'warn',
  normal: 'info',
  verbose: 'verbose',
} as const satisfies Record<LogLevel, string>;

/** Indents the lines after the first, so that foreign text cannot imitate an entry. */
const formatEntry = (text: string): string => printable(text).replaceAll('\n', '\n    ');

const toSafeText = (value: unknown): string =>
  formatEntry(redact(typeof value === 'string' ? value : inspect(value, { depth: 5, breakLength: 120 })));

/** Opens `main.log` in the folder. At `maxBytes` it is rotated. Warnings are also written to the console. */
export function openLog(folder: string, maxBytes = 2 * 1024 * 1024): AppLog {
  const log = electronLog.create({ logId: folder });
  const { file, console: terminal } = log.transports;
  file.setAppName('ecr-image-replicator');
  file.resolvePathFn = () => join(folder, 'main.log');
  file.maxSize = maxBytes;
  file.level = levels.normal;
  file.writeOptions = { flag: 'a', mode: 0o600, encoding: 'utf8' };
  const cropLog = file.archiveLogFn;
  file.archiveLogFn = (logFile) => {
    try {
      rotateLogFiles(folder);
    } catch {
      // electron-log renames the file, or shortens it where that fails.
      cropLog(logFile);
    }
  };
  terminal.level = 'warn';
  log.hooks.push((message) => ({ ...message, data: message.data.map(toSafeText) }));
  return Object.assign(log, {
    setLevel(level: LogLevel) {
      file.level = levels[level];
    },
  });
}
