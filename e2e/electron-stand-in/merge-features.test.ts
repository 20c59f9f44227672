import { expect, test } from 'vitest';
import { mergeFeatures } from './merge-features.ts';

test('merges the features of several switches into one', () => {
  const given = ['--enable-features=A', '--no-first-run', '--enable-features=B,C', '--disable-features=D'];
  expect(mergeFeatures(given)).toEqual(['--no-first-run', '--disable-features=D', '--enable-features=A,B,C']);
});

test('adds no switch when none enables features', () => {
  expect(mergeFeatures(['--no-first-run'])).toEqual(['--no-first-run']);
});
