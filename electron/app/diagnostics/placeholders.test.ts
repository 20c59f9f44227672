import { expect, test } from 'vitest';
import { createPlaceholders } from './placeholders.ts';

const computer = { home: '/home/ann', userName: 'ann', hostName: 'anns-laptop' };
const apply = (text: string, known: Parameters<typeof createPlaceholders>[0] = {}): string =>
  createPlaceholders(known, computer).apply(text);

test.each([
  [
    '111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/app:1.0',
    'account-1.dkr.ecr.eu-west-1.amazonaws.com/repository-1:1.0',
  ],
  [
    'arn:aws:ecr:eu-west-1:111122223333:repository/team/app',
    'arn:aws:ecr:eu-west-1:account-1:repository/repository-1',
  ],
  [
    'arn:aws:sts::111122223333:assumed-role/Deployer/ann@corp.example',
    'arn:aws:sts::account-1:assumed-role/identity-1',
  ],
  ['PUT /v2/team/app/manifests/v1 and team/app', 'PUT /v2/repository-1/manifests/v1 and repository-1'],
  ['https://acme.awsapps.com/start', 'https://session-1.awsapps.com/start'],
  ['http://proxy.acme.example:3128 refused', 'http://host-1:3128 refused'],
  ['account 1111-2222-3333 is 111122223333', 'account account-1 is account-1'],
  ['/home/ann/.aws/config of ann on anns-laptop', '~/.aws/config of user on computer'],
])('replaces the names in %s', (text, expected) => {
  expect(apply(text)).toBe(expected);
});

test.each([
  'sha256:1111222233330123456789abcdef0123456789abcdef0123456789abcdef0123',
  'https://api.ecr.eu-west-1.amazonaws.com/ and https://docs.aws.amazon.com/',
  '[2026-11-30 12:00:00.000] [info]  1764504000000 ms',
  '9dd2a7c0-1111-4222-8333-111122223333',
  'profile default of localhost',
])('leaves %s', (text) => {
  expect(apply(text, { profile: ['default', 'ab'], host: ['localhost'] })).toBe(text);
});

test('gives a name the same placeholder in every text', () => {
  const placeholders = createPlaceholders({ profile: ['production', 'build'] }, computer);
  expect(placeholders.apply('from build to production')).toBe('from profile-2 to profile-1');
  expect(placeholders.apply('444455556666')).toBe('account-1');
  expect(placeholders.apply('production 111122223333 444455556666')).toBe('profile-1 account-2 account-1');
});
