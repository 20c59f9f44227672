import { expect, test } from 'vitest';
import { parseRoutes } from './parse-routes.ts';

const west = { account_id: '111111111111', region: 'us-west-2' };
const east = { account_id: '222222222222', region: 'us-east-1' };
const south = { account_id: '333333333333', region: 'sa-east-1' };

type Side = typeof west;
type Sourced = { readonly repository_prefix: string } | { readonly repository_name: string };

const route = (from: Side, what: Sourced, to: Side, name: string, more: object = {}) => ({
  source: { ...from, ...what },
  destination: { ...to, repository_name: name },
  ...more,
});

const all = { repository_prefix: '' };
const newest = { tag_filter: [{ kind: 'newest', count: 1 }] };

test.each([
  [
    'two registries that mirror each other into prefixes',
    [route(west, all, east, 'west/{suffix}'), route(east, all, west, 'east/{suffix}')],
  ],
  [
    'a circle of three',
    [
      route(west, all, east, '{suffix}'),
      route(east, all, south, 'all/{repository_name}'),
      route(south, { repository_prefix: 'all/' }, west, 'back/{suffix}'),
    ],
  ],
  [
    'a circle beside other routes, with the same filter',
    [
      route(south, { repository_name: 'api' }, east, 'api'),
      route(west, all, east, 'west/{suffix}', newest),
      route(east, { repository_prefix: 'west/' }, west, '{repository_name}', newest),
    ],
  ],
])('refuses %s', (_what, routes) => {
  expect(() => parseRoutes(JSON.stringify(routes))).toThrow(/are copied by other routes again and again/);
});

test.each([
  [
    'two registries that keep the names',
    [route(west, all, east, '{suffix}'), route(east, all, west, '{suffix}')],
  ],
  [
    'mirrors that do not copy what was mirrored',
    [
      route(west, { repository_prefix: 'team/' }, east, 'mirror/{suffix}'),
      route(east, { repository_prefix: 'team/' }, west, 'mirror/{suffix}'),
    ],
  ],
  [
    'everything into one repository, and back',
    [route(west, all, east, 'all'), route(east, { repository_name: 'all' }, west, 'all')],
  ],
  [
    'a chain',
    [route(west, all, east, 'west/{suffix}'), route(east, { repository_prefix: 'west/' }, south, '{suffix}')],
  ],
  [
    'a circle whose filters differ',
    [route(west, all, east, 'west/{suffix}', newest), route(east, all, west, 'east/{suffix}')],
  ],
])('accepts %s', (_what, routes) => {
  expect(parseRoutes(JSON.stringify(routes))).toHaveLength(routes.length);
});

test('checks a hundred routes at once', () => {
  const routes = Array.from({ length: 100 }, (_, index) =>
    route(index % 2 === 0 ? west : east, { repository_prefix: `p${index}/` }, south, `q${index}/{suffix}`),
  );
  expect(parseRoutes(JSON.stringify(routes))).toHaveLength(100);
});
