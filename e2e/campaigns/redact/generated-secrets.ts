import type { Random } from '../../../electron/testing/random.ts';

const upper = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
const lower = upper.toLowerCase();
const digits = '0123456789';
const base64 = `${upper}${lower}${digits}+/`;
const base64url = `${upper}${lower}${digits}-_`;

/** A secret, and the name that programs print with it. */
export interface GeneratedSecret {
  readonly kind: string;
  readonly name: string;
  readonly value: string;
}

const kinds: readonly { kind: string; name: string; value: (random: Random) => string }[] = [
  { kind: 'secret key', name: 'secretAccessKey', value: (random) => random.text(40, base64) },
  {
    kind: 'session token',
    name: 'sessionToken',
    value: (random) => `IQoJb3JpZ2luX2VjE${random.text(300 + random.below(500), base64)}==`,
  },
  {
    kind: 'registry token',
    name: 'authorizationToken',
    value: (random) => Buffer.from(`AWS:${random.text(1_200, base64)}`).toString('base64'),
  },
  { kind: 'access token', name: 'accessToken', value: (random) => `aoa${random.text(320, base64url)}` },
  { kind: 'refresh token', name: 'refreshToken', value: (random) => `aor${random.text(360, base64url)}` },
  {
    kind: 'client secret',
    name: 'clientSecret',
    value: (random) =>
      `eyJ${random.text(60, base64url)}.${random.text(200, base64url)}.${random.text(64, base64url)}`,
  },
  { kind: 'code verifier', name: 'code_verifier', value: (random) => random.text(43, base64url) },
  { kind: 'device code', name: 'deviceCode', value: (random) => random.text(86, base64url) },
  {
    kind: 'password',
    name: 'password',
    value: (random) =>
      random.text(1, upper + lower) + random.text(7 + random.below(24), `${base64url}!$%&*+=?^~#|./`),
  },
  { kind: 'signature', name: 'X-Amz-Signature', value: (random) => random.text(64, `${digits}abcdef`) },
];

export function generateSecret(random: Random): GeneratedSecret {
  const { kind, name, value } = random.pick(kinds);
  return { kind, name, value: value(random) };
}

const hex = (random: Random, length: number): string => random.text(length, `${digits}abcdef`);
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
const account = (random: Random): string => random.text(12, digits);
const words = [
  'team',
  'Build',
  'release',
  'AdministratorAccess',
  'ecr',
  'payments-api',
  'Web',
  'v2',
  'Prod2024',
];
const name = (random: Random, maximum = 4): string =>
  Array.from({ length: 1 + random.below(maximum) }, () => random.pick(words)).join(
    random.pick(['-', '_', '/']),
  );
const region = (random: Random): string => random.pick(['eu-west-1', 'us-east-1', 'ap-southeast-2']);

const harmless: readonly ((random: Random) => string)[] = [
  (random) => `sha256:${hex(random, 64)}`,
  (random) => `sha512:${hex(random, 128)}`,
  (random) => hex(random, 64),
  (random) => hex(random, 40),
  (random) => `commit ${hex(random, 40)} by ana@example.com`,
  (random) => hex(random, 12),
  (random) => `arn:aws:ecr:${region(random)}:${account(random)}:repository/${name(random).toLowerCase()}`,
  (random) =>
    `arn:aws:sts::${account(random)}:assumed-role/AWSReservedSSO_${random.pick(words)}_${hex(random, 16)}/ana.${name(random)}@example.com`,
  (random) => `arn:aws:iam::${account(random)}:role/${name(random, 12)}`,
  (random) => `arn:aws:kms:${region(random)}:${account(random)}:key/${uuid(random)}`,
  (random) =>
    `${account(random)}.dkr.ecr.${region(random)}.amazonaws.com/${name(random).toLowerCase()}:1.${random.below(99)}.${random.below(99)}`,
  (random) =>
    `https://${account(random)}.dkr.ecr.${region(random)}.amazonaws.com/v2/${name(random).toLowerCase()}/blobs/uploads/${uuid(random)}`,
  (random) => `https://registry.example/team/app@sha256:${hex(random, 64)}`,
  (random) => `app:1.${random.below(99)}@sha256:${hex(random, 64)}`,
  (random) =>
    `https://${name(random, 2).replaceAll(/[_/]/g, '-').toLowerCase()}.example.com/${name(random, 8)}?page=${random.below(9)}#top`,
  (random) => `request id ${uuid(random)}`,
  (random) => `x-amzn-requestid: ${uuid(random)}`,
  (random) => `x-amz-id-2: ${random.text(76, base64)}`,
  (random) => `x-amz-request-id: ${random.text(16, upper + digits)}`,
  (random) => `"uploadId":"${uuid(random)}"`,
  (random) => `uploadId=${random.text(128, base64url)}`,
  (random) => `PutImage · ServerException · request ${uuid(random)}`,
  (random) => `http://proxy.corp:${1 + random.below(65_535)} for ana@example.com`,
  (random) =>
    `at load (/Users/Ann/Projects/ecr/${name(random, 8)}.ts:${random.below(999)}:${random.below(99)})`,
];

export const generateHarmless = (random: Random): string => random.pick(harmless)(random);
