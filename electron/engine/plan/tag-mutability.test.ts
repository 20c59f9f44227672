import { expect, test } from 'vitest';
import { isMovable } from './tag-mutability.ts';

const immutableBut = (...tagMutabilityExclusions: string[]) =>
  ({ tagMutability: 'IMMUTABLE_WITH_EXCLUSION', tagMutabilityExclusions }) as const;

test.each([
  ['latest', ['latest'], true],
  ['dev-7', ['latest', 'dev-*'], true],
  ['1.0', ['1*0'], true],
  ['1x0', ['1.0'], false],
  ['1.0', ['dev-*'], false],
  ['1.0', ['?.0'], false],
])('whether %s may be moved where only %j may', (tag, filters, expected) => {
  expect(isMovable(tag, immutableBut(...filters))).toBe(expected);
});

test('a filter full of wildcards, as no ECR has it, is decided at once', () => {
  expect(isMovable('a'.repeat(128), immutableBut(`${'*a'.repeat(60)}*b`))).toBe(false);
});
