import { expect, test } from 'vitest';
import { repository } from '../../../testing/sample-data.ts';
import { repositoryOptions } from './repository-options.ts';
import { filterRepositories, sortRepositories } from './repository-rows.ts';

const rows = [
  repository('team/api', { createdAt: 3, tagMutability: 'IMMUTABLE' }),
  repository('team/web10', { createdAt: 1 }),
  repository('team/web9', { createdAt: 2 }),
];
const names = (list: readonly { readonly name: string }[]): string[] => list.map(({ name }) => name);

test('sorts repositories by each column, with numbers in names compared numerically', () => {
  expect(names(sortRepositories(rows, { column: 'name', descending: false }))).toEqual([
    'team/api',
    'team/web9',
    'team/web10',
  ]);
  expect(names(sortRepositories(rows, { column: 'createdAt', descending: true }))).toEqual([
    'team/api',
    'team/web9',
    'team/web10',
  ]);
  expect(names(sortRepositories(rows, { column: 'tagMutability', descending: true }))[0]).toBe('team/web9');
});

test('filters repositories by part of the URI, case-insensitively', () => {
  expect(names(filterRepositories(rows, ' WEB1 '))).toEqual(['team/web10']);
  expect(filterRepositories(rows, '')).toBe(rows);
});

test("offers the source's name first, as an existing or a new repository", () => {
  const offer = { repositories: rows, filter: '', canCreate: true };
  expect(repositoryOptions({ ...offer, suggested: 'team/web9' })[0]).toMatchObject({
    label: 'team/web9',
    labelTag: 'Same name as the source',
  });
  expect(repositoryOptions({ ...offer, suggested: 'team/new' })[0]).toMatchObject({
    label: 'Create team/new',
  });
});

test('offers to create a typed name that does not exist, or shows why it is invalid', () => {
  const offer = { repositories: rows, canCreate: true };
  expect(repositoryOptions({ ...offer, filter: 'team/w' }).map(({ label }) => label)).toEqual([
    'team/web10',
    'team/web9',
    'Create team/w',
  ]);
  expect(repositoryOptions({ ...offer, filter: 'Team!' })).toMatchObject([
    { label: 'Team!', disabled: true },
  ]);
  expect(repositoryOptions({ ...offer, filter: 'team/api' }).map(({ label }) => label)).toEqual(['team/api']);
  expect(repositoryOptions({ ...offer, filter: 'other', canCreate: false })).toEqual([]);
});
