import { expect, test } from 'vitest';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { resolveReference } from './resolve-reference.ts';

const profile = (name: string, accountId?: string, more: Partial<ProfileSummary> = {}): ProfileSummary => ({
  name,
  kind: 'static-keys',
  state: { kind: 'long-lived-key' },
  chain: [name],
  warnings: [],
  customEndpoint: false,
  accountId,
  ...more,
});

const profiles = [
  profile('reader', '111122223333'),
  profile('unknown'),
  profile('broken', '111122223333', { state: { kind: 'incomplete', problem: 'No source_profile.' } }),
  profile('admin', '111122223333'),
  profile('other', '444455556666'),
];
const noLists = { pinned: [], recent: [], order: 'file' } as const;
const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api';

test('an image names its account, and the profiles of that account can reach it', () => {
  expect(
    resolveReference(`  https://${uri}:1.0\n`, profiles, { ...noLists, pinned: [], recent: [] }),
  ).toEqual({
    kind: 'resolved',
    reference: {
      kind: 'image',
      accountId: '111122223333',
      region: 'eu-west-1',
      repositoryName: 'team/api',
      tag: '1.0',
    },
    profiles: ['reader', 'admin'],
  });
});

test('pinned and recent profiles stand first, each once', () => {
  const lists = { ...noLists, pinned: ['other', 'admin'], recent: ['admin', 'reader'] };
  expect(resolveReference(uri, profiles, lists)).toMatchObject({ profiles: ['admin', 'reader'] });
});

test.each([`docker pull ${uri}:1.0`, `sudo podman image pull ${uri}`, `skopeo inspect docker://${uri}`])(
  'the image of %s is meant',
  (text) => {
    expect(resolveReference(text, profiles, { ...noLists, pinned: [], recent: [] })).toMatchObject({
      kind: 'resolved',
      reference: { repositoryName: 'team/api' },
    });
  },
);

test.each(['', 'nginx:latest', 'https://example.com/x', 'rm -rf / 111122223333'])(
  '%j is not understood, and says what would be',
  (text) => {
    expect(resolveReference(text, profiles, { ...noLists, pinned: [], recent: [] })).toMatchObject({
      kind: 'not-understood',
      message: expect.stringMatching(/dkr\.ecr/),
    });
  },
);
