import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { recordingLog } from '../../testing/recording-log.ts';
import { catchUnhandledErrors } from './unhandled-errors.ts';

function setUp() {
  const source = new EventEmitter();
  const log = recordingLog();
  const shown: string[] = [];
  const showError = (title: string, content: string): number => shown.push(`${title}: ${content}`);
  catchUnhandledErrors({ source, log, showError, logFolder: '/home/ann/logs' });
  return { source, log, shown };
}

test('logs every uncaught exception, and shows the first', () => {
  const { source, log, shown } = setUp();
  source.emit('uncaughtException', new Error('first'));
  source.emit('uncaughtException', new Error('second'));
  expect(log.lines.map((line) => /Error: (\w+)/.exec(line)?.[1])).toEqual(['first', 'second']);
  expect(shown).toHaveLength(1);
  expect(shown[0]).toContain('/home/ann/logs');
});

test('logs an unhandled rejection without a dialog', () => {
  const { source, log, shown } = setUp();
  source.emit('unhandledRejection', new Error('late'));
  expect(log.lines).toHaveLength(1);
  expect(log.lines[0]).toContain('late');
  expect(shown).toEqual([]);
});
