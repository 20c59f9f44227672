import { expect, test } from 'vitest';
import { isTrustedSender } from './trusted-sender.ts';

const page = 'app://bundle/index.html';
const contents = { id: 1 };
const frame = { url: page, parent: null };

test('the main frame of our window on our page is trusted', () => {
  expect(isTrustedSender({ sender: contents, senderFrame: frame }, contents, page)).toBe(true);
});

test.each([
  ['another window', { sender: { id: 1 }, senderFrame: frame }],
  ['a frame inside our page', { sender: contents, senderFrame: { url: page, parent: frame } }],
  ['a frame that is gone', { sender: contents, senderFrame: null }],
  ['another page', { sender: contents, senderFrame: { url: 'https://evil.example/', parent: null } }],
])('%s is not', (_who, event) => {
  expect(isTrustedSender(event, contents, page)).toBe(false);
});

test('without a window nobody is', () => {
  expect(isTrustedSender({ sender: undefined, senderFrame: frame }, undefined, page)).toBe(false);
});
