import { expect, test } from 'vitest';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import type { Settings } from '../../../shared/models/settings.ts';
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
const noLists: Settings['profiles'] = { pinned: [], recent: [], order: 'file' };
const uri = '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api';

test('finds the usable profiles of the account of an image', () => {
  expect(resolveReference(`  https://${uri}:1.0\n`, profiles, noLists)).toEqual({
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

test('lists pinned and recent profiles first, each once', () => {
  const lists = { ...noLists, pinned: ['other', 'admin'], recent: ['admin', 'reader'] };
  expect(resolveReference(uri, profiles, lists)).toMatchObject({ profiles: ['admin', 'reader'] });
});

test.each([
  `docker pull ${uri}:1.0`,
  `docker push ${uri}:1.0`,
  `sudo podman image pull ${uri}`,
  `skopeo inspect docker://${uri}`,
  `FROM ${uri}:1.0`,
  `FROM --platform=linux/amd64 ${uri}:1.0 AS base`,
  `image: ${uri}:1.0`,
  `- image: "${uri}:1.0"`,
  `"image": "${uri}:1.0",`,
  `"${uri}:1.0"`,
  `'${uri}:1.0',`,
])('reads the image of %s', (text) => {
  expect(resolveReference(text, profiles, noLists)).toMatchObject({
    kind: 'resolved',
    reference: { repositoryName: 'team/api' },
  });
});

test.each(['', 'nginx:latest', 'https://example.com/x', 'rm -rf / 111122223333'])(
  'rejects %j with an example',
  (text) => {
    expect(resolveReference(text, profiles, noLists)).toMatchObject({
      kind: 'not-understood',
      message: expect.stringMatching(/dkr\.ecr/),
    });
  },
);

test.each([
  `${uri}:1.0\n${uri}:1.1\n`,
  `${uri}:1.0 ${uri}:1.0`,
  `"${uri}:1.0",\n"${uri}:1.1",`,
  `${uri}:1.0,arn:aws:ecr:eu-west-1:111122223333:repository/team/api`,
  `FROM ${uri}:1.0 AS base\nFROM ${uri}:1.1`,
])('asks for one URI instead of several, as in %j', (text) => {
  expect(resolveReference(text, profiles, noLists)).toEqual({
    kind: 'not-understood',
    message: 'This text contains more than one URI. Open one URI at a time.',
  });
});
