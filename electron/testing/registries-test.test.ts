import { describe, expect } from 'vitest';
import { test } from './registries-test.ts';

test('starts a source and a destination in different accounts', ({ registries }) => {
  expect([registries.source.accountId, registries.destination.accountId]).toEqual([
    '111111111111',
    '222222222222',
  ]);
});

describe('with other options', () => {
  test.override({ registriesOptions: { destinationRegion: 'eu-central-1' } });

  test('passes them to the registries', ({ registries }) => {
    expect(registries.destination.region).toBe('eu-central-1');
  });
});
