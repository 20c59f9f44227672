import { expect, test } from 'vitest';
import { isTrustedSender } from './trusted-sender.ts';

const page = 'app://bundle/index.html';
const contents = { id: 1 };
const frame = { url: page, parent: null };

test('trusts the main frame of the app’s window with the app’s page', () => {
  expect(isTrustedSender({ sender: contents, senderFrame: frame }, contents, page)).toBe(true);
});

test.each([
  ['another window', { sender: { id: 1 }, senderFrame: frame }],
  ['a frame inside the page', { sender: contents, senderFrame: { url: page, parent: frame } }],
  ['a closed frame', { sender: contents, senderFrame: null }],
  ['another page', { sender: contents, senderFrame: { url: 'https://evil.example/', parent: null } }],
])('does not trust %s', (_who, event) => {
  expect(isTrustedSender(event, contents, page)).toBe(false);
});

test('trusts no sender without a window', () => {
  expect(isTrustedSender({ sender: undefined, senderFrame: frame }, undefined, page)).toBe(false);
});
