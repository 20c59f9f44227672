import { expect, test } from 'vitest';
import { replaceNames } from './replace-names.ts';

const replace = (text: string, ...names: string[]): string =>
  replaceNames(
    text,
    names.map((name, index) => ({ name, placeholder: `<${index + 1}>` })),
  );

test('replaces whole names alone, of those at one place the longest', () => {
  expect(replace('prod, prod-eu and production', 'prod', 'prod-eu')).toBe('<1>, <2> and production');
  expect(replace('team/app:1.0 of team/app-old', 'team/app')).toBe('<1>:1.0 of <1>-old');
  expect(replace('Größe Größer', 'Größe')).toBe('<1> Größer');
});

test('replaces names with spaces, and names that begin with other characters', () => {
  expect(replace('in Payments Production (eu)', 'Payments Production')).toBe('in <1> (eu)');
  expect(replace('/home/ann/.aws for ann', '/home/ann', 'ann')).toBe('<1>/.aws for <2>');
  expect(replace('x@corp @corp', '@corp')).toBe('x<1> <1>');
});

test('takes time in proportion to the text, with thousands of names that begin alike', () => {
  const names = Array.from({ length: 20_000 }, (_, index) => ({
    name: `team/app-${index}`,
    placeholder: 'r',
  }));
  const text = 'A line of the log about team/app-77 and team/other.\n'.repeat(20_000);
  const startedAt = process.cpuUsage();
  expect(replaceNames(text, names)).toBe(text.replaceAll('team/app-77', 'r'));
  const { user } = process.cpuUsage(startedAt);
  expect(user).toBeLessThan(5_000_000);
});
