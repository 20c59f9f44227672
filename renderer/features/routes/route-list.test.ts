import { expect, test } from 'vitest';
import type { Route } from '../../../shared/models/route.ts';
import { maxPinnedRoutes, maxRecentRoutes, routesSchema } from '../../../shared/models/route.ts';
import { withRoutePinToggled, withUsedRoute } from './route-list.ts';

const route = (name: string, more: Partial<Route> = {}): Route => ({
  source: { profile: 'development', region: 'eu-west-1', repositoryName: name },
  destination: { profile: 'production', region: 'eu-central-1', repositoryName: name },
  isDemo: false,
  isPinned: false,
  ...more,
});
const pinned = (name: string): Route => route(name, { isPinned: true });
const routes = (count: number, prefix: string, isPinned: boolean): Route[] =>
  Array.from({ length: count }, (_, index) => route(`${prefix}-${index}`, { isPinned }));
const names = (list: readonly Route[]): string[] =>
  list.map(({ source, isPinned }) => `${isPinned ? 'pinned ' : ''}${source.repositoryName}`);

test('a used route is the first of the recent ones, after the pinned ones', () => {
  const before = [pinned('a'), pinned('b'), route('c'), route('d')];
  expect(names(withUsedRoute(before, route('e')))).toEqual(['pinned a', 'pinned b', 'e', 'c', 'd']);
});

test('a recent route that is used again moves to the top, and is listed once', () => {
  const before = [pinned('a'), route('b'), route('c'), route('d')];
  expect(names(withUsedRoute(before, route('c')))).toEqual(['pinned a', 'c', 'b', 'd']);
});

test('a pinned route that is used again stays pinned and where it is, with its current account', () => {
  const before = [pinned('a'), pinned('b'), route('c')];
  const used = route('b');
  const withAccount = { ...used, source: { ...used.source, accountId: '111122223333' } };
  const after = withUsedRoute(before, withAccount);
  expect(names(after)).toEqual(['pinned a', 'pinned b', 'c']);
  expect(after[1]?.source.accountId).toBe('111122223333');
});

test('routes of the demo, of another region or of another registry are others', () => {
  const one = route('a');
  const others = [
    route('a', { isDemo: true }),
    route('a', { source: { ...one.source, region: 'eu-west-3' } }),
    route('a', { source: { ...one.source, registryId: '444455556666' } }),
    route('a', { destination: { ...one.destination, repositoryName: 'b' } }),
  ];
  expect(withUsedRoute(others, one)).toEqual([one, ...others]);
});

test('10 recent routes are stored: the oldest is left out, and no pinned one', () => {
  const before = [...routes(maxPinnedRoutes, 'pinned', true), ...routes(maxRecentRoutes, 'recent', false)];
  expect([maxPinnedRoutes, maxRecentRoutes]).toEqual([20, 10]);
  const after = withUsedRoute(before, route('new'));
  expect(routesSchema.safeParse(after).success).toBe(true);
  expect(names(after)).toEqual([...names(before.slice(0, 20)), 'new', ...names(before.slice(20, 29))]);
});

test('a pinned route is the last of the pinned ones, and the latest recent one without its pin', () => {
  const before = [pinned('a'), pinned('b'), route('c'), route('d')];
  expect(names(withRoutePinToggled(before, route('d')))).toEqual(['pinned a', 'pinned b', 'pinned d', 'c']);
  expect(names(withRoutePinToggled(before, pinned('a')))).toEqual(['pinned b', 'a', 'c', 'd']);
});

test('a route that is pinned as the 21st stays in the list, and the oldest pinned one is a recent one', () => {
  const before = [...routes(maxPinnedRoutes, 'pinned', true), route('web'), route('api')];
  const after = withRoutePinToggled(before, route('web'));
  expect(names(after)).toEqual([...names(before.slice(1, 20)), 'pinned web', 'pinned-0', 'api']);
  expect(routesSchema.safeParse(after).success).toBe(true);
});
