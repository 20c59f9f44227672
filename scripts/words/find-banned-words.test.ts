import { expect, test } from 'vitest';
import { findBannedWords } from './find-banned-words.ts';

test.each([
  ['const toldBytes = 1;', 'told'],
  ['/** Holds what was read. */', 'Holds'],
  ['registry-door', 'door'],
  ['isOnTheirWay: on their way', 'on their way'],
])('finds the banned word in %j', (text, found) => {
  expect(findBannedWords(text).map((each) => each.found)).toContain(found);
});

test.each(['placeholder', 'threshold', 'const semaphore = createFairSemaphore(4);', 'outdoors', 'planes'])(
  'accepts %j',
  (text) => {
    expect(findBannedWords(text)).toEqual([]);
  },
);

test('gives the line and the replacement', () => {
  expect(findBannedWords('one\ntwo anew')).toEqual([{ line: 2, found: 'anew', instead: 'again' }]);
});
