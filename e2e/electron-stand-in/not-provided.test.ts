import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { onlyEvents, withoutGaps } from './not-provided.ts';

test('throws the name of a missing member', () => {
  const shell: { open(): string; beep?: () => void } = withoutGaps('shell', { open: () => 'opened' });
  expect(shell.open()).toBe('opened');
  expect(() => shell.beep?.()).toThrow('not provided by the stand-in: shell.beep');
});

test('keeps an emitter’s own methods', () => {
  const emitter = withoutGaps('app', new EventEmitter());
  const heard: string[] = [];
  emitter.on('ready', () => heard.push('ready'));
  emitter.emit('ready');
  expect(heard).toEqual(['ready']);
  expect(() => Reflect.get(emitter, 'relaunch')).toThrow('not provided by the stand-in: app.relaunch');
});

test('throws for a listener of an event that is never emitted', () => {
  const emitter = new EventEmitter();
  onlyEvents('app', emitter, ['ready']);
  expect(() => emitter.on('login', () => undefined)).toThrow("not provided by the stand-in: app.on('login')");
});
