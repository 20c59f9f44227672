import { expect, test } from 'vitest';
import type { RepositoryLocation } from './mountable-layers.ts';
import { createMountableLayers } from './mountable-layers.ts';

const repository = (
  name: string,
  registryId: string | undefined,
  region = 'eu-west-1',
): RepositoryLocation => ({
  name,
  registry: { registryId, region },
});

test('finds another repository of the same account and region', () => {
  const layers = createMountableLayers();
  layers.add(repository('one', '1111'), ['sha256:a']);
  expect(layers.findRepository('sha256:a', repository('two', '1111'))).toBe('one');
  expect(layers.findRepository('sha256:b', repository('two', '1111'))).toBeUndefined();
  expect(layers.findRepository('sha256:a', repository('one', '1111'))).toBeUndefined();
  expect(layers.findRepository('sha256:a', repository('two', '2222'))).toBeUndefined();
  expect(layers.findRepository('sha256:a', repository('two', '1111', 'us-east-1'))).toBeUndefined();
});

test('finds nothing in a registry whose account is unknown', () => {
  const layers = createMountableLayers();
  layers.add(repository('one', undefined), ['sha256:a']);
  expect(layers.findRepository('sha256:a', repository('two', undefined))).toBeUndefined();
});

test('keeps an entry that was added again longer than those that were not', () => {
  const layers = createMountableLayers();
  const digests = Array.from({ length: 100_000 }, (_, index) => `sha256:${index}`);
  layers.add(repository('one', '1111'), digests);
  layers.add(repository('one', '1111'), ['sha256:0', 'sha256:new']);
  expect(layers.findRepository('sha256:0', repository('two', '1111'))).toBe('one');
  expect(layers.findRepository('sha256:1', repository('two', '1111'))).toBeUndefined();
});

test('removes the oldest entries', () => {
  const layers = createMountableLayers();
  const digests = Array.from({ length: 100_001 }, (_, index) => `sha256:${index}`);
  layers.add(repository('one', '1111'), digests);
  expect(layers.findRepository('sha256:0', repository('two', '1111'))).toBeUndefined();
  expect(layers.findRepository('sha256:100000', repository('two', '1111'))).toBe('one');
});
