import { expect, test } from 'vitest';
import { partSizeFor } from './layer-upload.ts';

test('uses the part size that ECR proposes, or a larger one for a layer of more than 4,200 parts, up to 20 MiB', () => {
  const MiB = 1024 * 1024;
  expect(partSizeFor(100, 10 * MiB)).toBe(10 * MiB);
  expect(partSizeFor(42_000 * MiB, 10 * MiB)).toBe(10 * MiB);
  expect(partSizeFor(50_400 * MiB, 10 * MiB)).toBe(12 * MiB);
  expect(partSizeFor(200_000 * MiB, 10 * MiB)).toBe(20 * MiB);
});
