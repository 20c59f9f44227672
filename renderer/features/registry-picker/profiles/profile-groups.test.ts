import { expect, test } from 'vitest';
import { profile } from '../../../testing/sample-data.ts';
import { filterProfiles, groupProfiles, togglePin, withRecent } from './profile-groups.ts';

const profiles = [
  profile('zeta', {
    kind: 'sso-session',
    accountId: '111122223333',
    accountName: 'Sandbox',
    roleName: 'Developer',
  }),
  profile('alpha', { kind: 'assume-role', accountId: '444455556666', region: 'eu-central-1' }),
  profile('mid-10', { kind: 'credential-process' }),
  profile('mid-9'),
];
const none = { pinned: [], recent: [], order: 'file' } as const;
const list = { pinned: ['mid-9', 'gone'], recent: ['alpha', 'mid-9'], order: 'file' } as const;

const names = (groups: ReturnType<typeof groupProfiles>) =>
  groups.map(({ title, profiles: members }) => [title, ...members.map(({ name }) => name)].join(' '));

const found = (filter: string) =>
  filterProfiles(profiles, filter, {
    '444455556666': { label: 'Prod', color: 'red', isProtected: true },
  }).map(({ name }) => name);

test('pinned profiles come first, then recent ones; the others keep the order of the files', () => {
  expect(
    names(groupProfiles(profiles, { ...list, pinned: [...list.pinned], recent: [...list.recent] })),
  ).toEqual(['Pinned mid-9', 'Recent alpha', 'Others zeta mid-10']);
  expect(names(groupProfiles(profiles, { ...none, pinned: [], recent: [] }))).toEqual([
    'All profiles zeta alpha mid-10 mid-9',
  ]);
});

test('the order by name compares numbers numerically', () => {
  expect(names(groupProfiles(profiles, { pinned: [], recent: [], order: 'name' }))).toEqual([
    'All profiles alpha mid-9 mid-10 zeta',
  ]);
});

test.each([
  ['ZETA', ['zeta']],
  ['1111-2222', ['zeta']],
  ['11112222', ['zeta']],
  ['sandbox', ['zeta']],
  ['prod', ['alpha']],
  ['devel', ['zeta']],
  ['central', ['alpha']],
  ['identity center', ['zeta']],
  ['sso', ['zeta']],
  ['program', ['mid-10']],
  ['role prod', ['alpha']],
  ['prod sandbox', []],
  ['  ', ['zeta', 'alpha', 'mid-10', 'mid-9']],
])('the filter “%s” finds %j', (filter, expected) => expect(found(filter)).toEqual(expected));

test('keeps the five most recent profiles, the latest first, and toggles pins', () => {
  const recent = ['a', 'b', 'c', 'd', 'e'];
  expect(withRecent({ pinned: [], recent, order: 'file' }, 'c').recent).toEqual(['c', 'a', 'b', 'd', 'e']);
  expect(withRecent({ pinned: [], recent, order: 'file' }, 'x').recent).toEqual(['x', 'a', 'b', 'c', 'd']);
  const { profiles: toggled, text } = togglePin({ pinned: ['a'], recent: [], order: 'file' }, 'b');
  expect(toggled.pinned).toEqual(['a', 'b']);
  expect(text).toBe('Profile b pinned.');
  expect(togglePin(toggled, 'a')).toMatchObject({ profiles: { pinned: ['b'] }, text: 'Profile a unpinned.' });
});
