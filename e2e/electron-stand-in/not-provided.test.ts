import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { onlyEvents, withoutGaps } from './not-provided.ts';

test('what is missing throws and says what it is', () => {
  const shell: { open(): string; beep?: () => void } = withoutGaps('shell', { open: () => 'opened' });
  expect(shell.open()).toBe('opened');
  expect(() => shell.beep?.()).toThrow('not provided by the stand-in: shell.beep');
});

test('an emitter keeps its own methods', () => {
  const emitter = withoutGaps('app', new EventEmitter());
  const heard: string[] = [];
  emitter.on('ready', () => heard.push('ready'));
  emitter.emit('ready');
  expect(heard).toEqual(['ready']);
  expect(() => Reflect.get(emitter, 'relaunch')).toThrow('not provided by the stand-in: app.relaunch');
});

test('a listener for an event that never comes throws', () => {
  const emitter = new EventEmitter();
  onlyEvents('app', emitter, ['ready']);
  expect(() => emitter.on('login', () => undefined)).toThrow("not provided by the stand-in: app.on('login')");
});
