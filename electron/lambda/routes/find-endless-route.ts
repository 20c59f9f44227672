import { registryHost } from '../../../shared/models/reference.ts';
import type { Route, SourceRepository } from './route.ts';
import { isRouteOf, nameDestination } from './route.ts';

/** Stands for the rest of a name that is not known. */
const anySuffix = '{suffix}';

/** Beyond it a set of routes is accepted without having been followed to its end. */
const maxRepositories = 10_000;

const keyOf = (repository: SourceRepository): string =>
  `${registryHost(repository)}/${repository.repositoryName}`;

const sourceOf = ({ source }: Route): SourceRepository => ({
  accountId: source.account_id,
  region: source.region,
  repositoryName: source.repository_name ?? `${source.repository_prefix ?? ''}${anySuffix}`,
});

const destinationOf = (route: Route, { repositoryName }: SourceRepository): SourceRepository => ({
  accountId: route.destination.account_id,
  region: route.destination.region,
  repositoryName: nameDestination(route, repositoryName),
});

const filterOf = ({ tag_filter: filter = [] }: Route): string => JSON.stringify(filter);

/** Whether the copies of a route are copied on without end, each time into a repository with another name. */
function isEndless(first: Route, routes: readonly Route[]): boolean {
  // A tag that the first filter accepts is accepted by the same filter again; what another one does is not known.
  const followed = routes.filter((route) => filterOf(route) === filterOf(first));
  const seen = new Set<string>();
  let reached: readonly SourceRepository[] = [sourceOf(first)];
  // A chain of more steps uses some route for the third time, and with another name each time: its name has a placeholder.
  for (let step = 0; step <= 2 * routes.length && seen.size < maxRepositories; step += 1) {
    for (const repository of reached) seen.add(keyOf(repository));
    const next = reached.flatMap((repository) =>
      followed
        .filter((route) => isRouteOf(route, repository))
        .map((route) => destinationOf(route, repository)),
    );
    const byKey = new Map(next.map((repository) => [keyOf(repository), repository]));
    reached = [...byKey].flatMap(([key, repository]) => (seen.has(key) ? [] : [repository]));
  }
  return reached.length > 0 && seen.size < maxRepositories;
}

/**
 * Finds a route whose copies other routes copy again and again, into repositories with ever longer names. Routes in both
 * directions that keep the names are none: the copy of a copy is there already. Only what happens to every repository of
 * a route is found, so that no set of routes that ends is refused.
 */
export const findEndlessRoute = (routes: readonly Route[]): Route | undefined =>
  routes.find((route) => isEndless(route, routes));
