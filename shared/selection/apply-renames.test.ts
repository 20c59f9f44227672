import { expect, test } from 'vitest';
import { rename, renameRepositories, renameTags } from './apply-renames.ts';

test('rules are applied one after another, as plain text', () => {
  expect(
    rename('team/api', [
      { kind: 'strip-prefix', prefix: 'team/' },
      { kind: 'add-prefix', prefix: 'mirror/' },
    ]),
  ).toBe('mirror/api');
  expect(rename('other/api', [{ kind: 'strip-prefix', prefix: 'team/' }])).toBe('other/api');
  expect(rename('a.b.c', [{ kind: 'replace', search: '.', replacement: '$&-' }])).toBe('a$&-b$&-c');
});

test('a name that ECR refuses is reported with its rule', () => {
  expect(renameRepositories(['team/api'], [{ kind: 'add-prefix', prefix: 'Team-' }])).toEqual([
    { from: 'team/api', to: 'Team-team/api', problem: expect.stringMatching(/lower-case/) },
  ]);
  expect(renameRepositories(['team/api'], [{ kind: 'strip-prefix', prefix: 'team/ap' }])[0]?.problem).toMatch(
    /at least 2/,
  );
  expect(renameTags(['v1'], [{ kind: 'add-prefix', prefix: '-' }])[0]?.problem).toMatch(/starts with/);
  expect(renameTags(['v1'], [{ kind: 'strip-prefix', prefix: 'v1' }])[0]?.problem).toMatch(/up to 128/);
});

test('several names that become one are all reported', () => {
  const strip = [{ kind: 'replace', search: 'team-a/', replacement: 'team-b/' }] as const;
  const renamed = renameRepositories(['team-a/api', 'team-b/api', 'team-b/web'], [...strip]);
  expect(renamed.map(({ problem }) => problem)).toEqual([
    'Several repositories would become team-b/api.',
    'Several repositories would become team-b/api.',
    undefined,
  ]);
  expect(
    renameRepositories(['team-a/api', 'team-b/api'], [...strip], { mayJoin: true }).map(
      ({ problem }) => problem,
    ),
  ).toEqual([undefined, undefined]);
  expect(
    renameTags(['1-rc', '1'], [{ kind: 'replace', search: '-rc', replacement: '' }]).map(
      ({ to, problem }) => [to, problem],
    ),
  ).toEqual([
    ['1', 'Several tags would become 1.'],
    ['1', 'Several tags would become 1.'],
  ]);
});
