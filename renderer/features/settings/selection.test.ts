import { expect, test } from 'vitest';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { settingsSchema } from '../../../shared/models/settings.ts';
import { rememberedChoice, withProfile, withRegion } from './selection.ts';

const profile = (name: string, more: Partial<ProfileSummary> = {}): ProfileSummary => ({
  name,
  kind: 'static-keys',
  state: { kind: 'long-lived-key' },
  chain: [name],
  warnings: [],
  customEndpoint: false,
  ...more,
});
const profiles = [
  profile('dev', { region: 'eu-west-1' }),
  profile('bare'),
  profile('broken', { state: { kind: 'incomplete', problem: 'No keys.' } }),
];
const fresh = settingsSchema.parse({});

test('nothing is selected initially', () => {
  expect(rememberedChoice(fresh, 'source', profiles)).toEqual({ profile: undefined, region: undefined });
});

test("the region is the last one used with the profile on that side, otherwise the profile's own, otherwise none", () => {
  const chosen = { ...fresh, source: withProfile(fresh, 'source', 'dev') };
  expect(rememberedChoice(chosen, 'source', profiles).region).toBe('eu-west-1');
  const moved = { ...chosen, source: withRegion(chosen, 'source', 'dev', 'us-east-1') };
  expect(rememberedChoice(moved, 'source', profiles).region).toBe('us-east-1');
  expect(rememberedChoice(moved, 'destination', profiles).profile).toBeUndefined();
  const bare = { ...moved, source: withProfile(moved, 'source', 'bare') };
  expect(rememberedChoice(bare, 'source', profiles).region).toBeUndefined();
});

test('a saved profile that is missing or unusable is not selected', () => {
  for (const name of ['gone', 'broken']) {
    const settings = { ...fresh, source: withProfile(fresh, 'source', name) };
    expect(rememberedChoice(settings, 'source', profiles).profile).toBeUndefined();
  }
});
