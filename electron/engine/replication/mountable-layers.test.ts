import { expect, test } from 'vitest';
import type { RepositoryPlace } from './mountable-layers.ts';
import { createMountableLayers } from './mountable-layers.ts';

const repository = (name: string, registryId: string | undefined, region = 'eu-west-1'): RepositoryPlace => ({
  name,
  registry: { registryId, region },
});

test('a layer is mounted from another repository of the same account and region', () => {
  const layers = createMountableLayers();
  layers.note(repository('one', '1111'), ['sha256:a']);
  expect(layers.repositoryWith('sha256:a', repository('two', '1111'))).toBe('one');
  expect(layers.repositoryWith('sha256:b', repository('two', '1111'))).toBeUndefined();
  expect(layers.repositoryWith('sha256:a', repository('one', '1111'))).toBeUndefined();
  expect(layers.repositoryWith('sha256:a', repository('two', '2222'))).toBeUndefined();
  expect(layers.repositoryWith('sha256:a', repository('two', '1111', 'us-east-1'))).toBeUndefined();
});

test('of a registry whose account is not known nothing is said', () => {
  const layers = createMountableLayers();
  layers.note(repository('one', undefined), ['sha256:a']);
  expect(layers.repositoryWith('sha256:a', repository('two', undefined))).toBeUndefined();
});

test('the oldest are forgotten', () => {
  const layers = createMountableLayers();
  const digests = Array.from({ length: 100_001 }, (_, index) => `sha256:${index}`);
  layers.note(repository('one', '1111'), digests);
  expect(layers.repositoryWith('sha256:0', repository('two', '1111'))).toBeUndefined();
  expect(layers.repositoryWith('sha256:100000', repository('two', '1111'))).toBe('one');
});
