import { expect, test } from 'vitest';
import { regionOptions } from './region-options.ts';

const labels = (filter: string, own?: string): (string | undefined)[] =>
  regionOptions(filter, own).flatMap((each) =>
    'options' in each ? each.options.map(({ label }) => label) : [each.label],
  );

test("the profile's own region comes first, and once", () => {
  const all = labels('', 'eu-west-1');
  expect(all[0]).toBe('eu-west-1');
  expect(all.filter((label) => label === 'eu-west-1')).toHaveLength(1);
});

test('regions are found by code and by name, in every partition', () => {
  expect(labels('frankf')).toEqual(['eu-central-1']);
  expect(labels('us-gov')).toEqual(['us-gov-east-1', 'us-gov-west-1']);
  expect(labels('beijing')).toEqual(['cn-north-1']);
});

test('an unknown region can be typed; text that is not a region is not offered', () => {
  expect(labels('xy-new-9')).toEqual(['xy-new-9']);
  expect(labels('Not a region!')).toEqual([]);
});
