import { describe, expect, test } from 'vitest';
import { findUnbounded } from '../testing/find-unbounded.ts';
import { readImageLocation, readRepositoryLocation } from './image-location.ts';
import { workItemSchema } from './work-item.ts';
import { workResultSchema } from './work-result.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const registry = '111111111111.dkr.ecr.eu-west-1.amazonaws.com';
const repository = { account_id: '111111111111', region: 'eu-west-1', repository_name: 'team/api' };
const item = {
  kind: 'work-item',
  id: '1',
  source: { ...repository, image_digest: digest },
  destination: `${registry}/copies/api`,
};

test('the schemas have bounds', () => {
  expect(findUnbounded(workItemSchema)).toEqual([]);
  expect(findUnbounded(workResultSchema)).toEqual([]);
});

test('a location is an object or a URI', () => {
  const expected = { accountId: '111111111111', region: 'eu-west-1', repositoryName: 'team/api' };
  const { source, destination } = workItemSchema.parse(item);
  expect(readImageLocation(source)).toEqual({ ...expected, digest });
  expect(readImageLocation(`${registry}/team/api:1.4.0`)).toMatchObject({ ...expected, tag: '1.4.0' });
  expect(readRepositoryLocation(destination)).toMatchObject({ ...expected, repositoryName: 'copies/api' });
  expect(readRepositoryLocation(repository)).toEqual(expected);
});

describe('refuses', () => {
  test.each<[string, object, string]>([
    ['an image without digest and tag', { source: repository }, 'An image needs image_digest or image_tag.'],
    ['a repository as an image', { source: `${registry}/team/api` }, 'An image is named by its URI'],
    ['an image as a repository', { destination: `${registry}/team/api:1` }, 'A repository is named by'],
    ['a platform without architecture', { platforms: ['linux'] }, 'A platform is OS/ARCHITECTURE'],
    ['a user as a role', { source_role_arn: 'arn:aws:iam::111111111111:user/ana' }, 'A role is named by'],
  ])('%s', (_what, change, message) => {
    const { error } = workItemSchema.safeParse({ ...item, ...change });
    expect(JSON.stringify(error?.issues)).toContain(message);
  });
});
