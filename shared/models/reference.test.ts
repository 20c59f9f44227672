import { expect, test } from 'vitest';
import type { ParsedReference } from './reference.ts';
import {
  imageUri,
  parseReference,
  findPartition,
  registryHost,
  repositoryArn,
  repositoryUri,
} from './reference.ts';

const digest = `sha256:${'0123456789abcdef'.repeat(4)}`;
const accountId = '123456789012';

test.each<[string, ParsedReference]>([
  ['123456789012.dkr.ecr.eu-west-1.amazonaws.com', { kind: 'registry', accountId, region: 'eu-west-1' }],
  [
    'https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/',
    { kind: 'registry', accountId, region: 'eu-west-1' },
  ],
  [
    '123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/team/api',
    { kind: 'repository', accountId, region: 'cn-north-1', repositoryName: 'team/api' },
  ],
  [
    '123456789012.dkr.ecr-fips.us-gov-west-1.amazonaws.com/api:1.0',
    { kind: 'image', accountId, region: 'us-gov-west-1', repositoryName: 'api', tag: '1.0' },
  ],
  [
    `123456789012.dkr-ecr.us-east-1.on.aws/api@${digest}`,
    { kind: 'image', accountId, region: 'us-east-1', repositoryName: 'api', digest },
  ],
  [
    ` 123456789012.dkr.ecr.us-east-1.amazonaws.com/a/b_c:v1@${digest} `,
    { kind: 'image', accountId, region: 'us-east-1', repositoryName: 'a/b_c', tag: 'v1', digest },
  ],
  [
    'arn:aws-us-gov:ecr:us-gov-east-1:123456789012:repository/team/api',
    { kind: 'repository', accountId, region: 'us-gov-east-1', repositoryName: 'team/api' },
  ],
])('reads %s', (text, expected) => {
  expect(parseReference(text)).toEqual(expected);
});

test.each([
  '',
  'nginx:latest',
  'public.ecr.aws/nginx/nginx:latest',
  '12345.dkr.ecr.eu-west-1.amazonaws.com/api',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com.evil.example/api',
  '123456789012.dkr.ecr.cn-north-1.amazonaws.com/api',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/API',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/api:-bad',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com/api@sha256:short',
  '123456789012.dkr.ecr.eu-west-1.amazonaws.com:latest',
  'arn:aws:ecr:cn-north-1:123456789012:repository/api',
  'arn:aws:s3:::bucket',
])('refuses %j', (text) => {
  expect(parseReference(text)).toBeUndefined();
});

test.each(['us-east-1', 'cn-northwest-1', 'us-gov-west-1', 'eusc-de-east-1'])(
  'prints what it reads in %s',
  (region) => {
    const repository = { accountId, region, repositoryName: 'team/api' };
    expect(parseReference(registryHost(repository))).toEqual({ kind: 'registry', accountId, region });
    expect(parseReference(repositoryUri(repository))).toEqual({ kind: 'repository', ...repository });
    expect(parseReference(repositoryArn(repository))).toEqual({ kind: 'repository', ...repository });
    const image = { ...repository, tag: 'v1', digest };
    expect(parseReference(imageUri(image))).toEqual({ kind: 'image', ...image });
  },
);

test('every region has its partition', () => {
  expect(
    ['eu-west-1', 'cn-north-1', 'us-gov-east-1', 'us-iso-east-1', 'us-isob-east-1'].map(findPartition),
  ).toEqual(['aws', 'aws-cn', 'aws-us-gov', 'aws-iso', 'aws-iso-b']);
});
