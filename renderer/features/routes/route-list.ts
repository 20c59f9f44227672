import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import { formatAccount } from '../../../shared/format/accounts.ts';
import type { Route, RouteSide } from '../../../shared/models/route.ts';
import { maxPinnedRoutes, maxRecentRoutes } from '../../../shared/models/route.ts';
import { describeRegistry } from '../../../shared/text/registry.ts';

const sideKey = ({ profile, region, registryId = '', repositoryName }: RouteSide): string =>
  [profile, region, registryId, repositoryName].join('\n');

/** Identifies a route: its profiles, regions, registries and repositories. */
export const routeKey = ({ source, destination, isDemo }: Route): string =>
  [sideKey(source), sideKey(destination), isDemo].join('\n\n');

/**
 * Sorts pinned routes first. The oldest of too many pinned ones becomes a recent one; the oldest of too many recent ones
 * is left out.
 */
function arrange(routes: readonly Route[]): Route[] {
  const pinned = routes.filter(({ isPinned }) => isPinned);
  const excess = pinned.slice(0, -maxPinnedRoutes).map((route) => ({ ...route, isPinned: false }));
  const recent = [...excess, ...routes.filter(({ isPinned }) => !isPinned)];
  return [...pinned.slice(-maxPinnedRoutes), ...recent.slice(0, maxRecentRoutes)];
}

/** The routes with one that was just used: the latest of the recent ones; a pinned one stays where it is. */
export function withUsedRoute(routes: readonly Route[], used: Route): Route[] {
  const key = routeKey(used);
  const known = routes.find((each) => routeKey(each) === key);
  if (known?.isPinned) return routes.map((each) => (each === known ? { ...used, isPinned: true } : each));
  return arrange([used, ...routes.filter((each) => each !== known)]);
}

/** The routes with one pinned as the last pinned one, or with its pin removed. */
export function withRoutePinToggled(routes: readonly Route[], route: Route): Route[] {
  const key = routeKey(route);
  const known = routes.find((each) => routeKey(each) === key) ?? route;
  const others = routes.filter((each) => routeKey(each) !== key);
  return known.isPinned
    ? arrange([{ ...known, isPinned: false }, ...others])
    : arrange([...others, { ...known, isPinned: true }]);
}

export const withoutRoute = (routes: readonly Route[], route: Route): Route[] =>
  routes.filter((each) => routeKey(each) !== routeKey(route));

/** `build · us-east-1 · team/api` */
const describeSide = (side: RouteSide): string => `${describeRegistry(side)} · ${side.repositoryName}`;

/** `build · us-east-1 · team/api → production · eu-west-1 · mirror/api` */
export const describeRoute = ({ source, destination }: Pick<Route, 'source' | 'destination'>): string =>
  `${describeSide(source)} → ${describeSide(destination)}`;

/** Characters of a repository's name in a menu, which is as wide as its longest item. */
const longestName = 24;

const shorten = (name: string): string =>
  name.length <= longestName ? name : `${name.slice(0, 10)}…${name.slice(11 - longestName)}`;

const shortenSide = (side: RouteSide): RouteSide => ({
  ...side,
  repositoryName: shorten(side.repositoryName),
});

/** The route as `describeRoute` writes it; the middle of a long repository name is left out. */
export const describeRouteBriefly = ({
  source,
  destination,
}: Pick<Route, 'source' | 'destination'>): string =>
  describeRoute({ source: shortenSide(source), destination: shortenSide(destination) });

/**
 * Why the profile of a side cannot be used for the route anymore; undefined when it can. A profile that now belongs to
 * another account is not the one that the route names.
 */
function sideProblem(
  { profile: name, accountId }: RouteSide,
  profiles: readonly ProfileSummary[],
): string | undefined {
  const profile = profiles.find((each) => each.name === name);
  if (!profile) return `Profile ${name} no longer exists.`;
  if (!isUsable(profile)) return `Profile ${name} cannot be used.`;
  if (accountId === undefined || profile.accountId === undefined || profile.accountId === accountId)
    return undefined;
  return describeOtherAccount(name, profile.accountId, accountId);
}

/** A profile belongs to another account than when the route was used. */
export const describeOtherAccount = (profile: string, now: string, before: string): string =>
  `Profile ${profile} now belongs to account ${formatAccount(now)}, not to ${formatAccount(before)}.`;

/** Why a route cannot be used anymore; undefined when it can. */
export const routeProblem = (
  { source, destination }: Route,
  profiles: readonly ProfileSummary[],
): string | undefined => sideProblem(source, profiles) ?? sideProblem(destination, profiles);
