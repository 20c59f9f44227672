import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { Route, RouteSide } from '../../../shared/models/route.ts';
import { knownIdentity, knownProfiles } from '../../features/registry-picker/profiles/api.ts';
import { withRecent } from '../../features/registry-picker/profiles/profile-groups.ts';
import { routeProblem, withUsedRoute } from '../../features/routes/route-list.ts';
import { knownSettings, useChangeSettings } from '../../features/settings/api.ts';
import { withRegion, withRegistry } from '../../features/settings/selection.ts';
import type { Notify } from '../providers/use-notices.ts';
import type { DraftAction } from './draft.ts';
import { findOtherAccount } from './find-other-account.ts';
import { toRegistrySelection } from '../../../shared/models/registry.ts';

type RequestSide = RegistrySelection & { readonly repositoryName: string };

function sideOf(client: QueryClient, { repositoryName, ...registry }: RequestSide): RouteSide {
  const selection = toRegistrySelection(registry);
  const accountId = knownIdentity(client, selection)?.accountId;
  return { ...selection, repositoryName, ...(accountId !== undefined && { accountId }) };
}

/** The route between two repositories, with the accounts as far as they are known. */
export const createRoute = (client: QueryClient, source: RequestSide, destination: RequestSide): Route => ({
  source: sideOf(client, source),
  destination: sideOf(client, destination),
  isDemo: knownProfiles(client)?.demo ?? false,
  isPinned: false,
});

/** The routes of the current registries: those of the demo, or those of the AWS files. */
export const routesOf = (routes: readonly Route[], listing: ProfileListing | undefined): readonly Route[] =>
  listing ? routes.filter(({ isDemo }) => isDemo === listing.demo) : [];

/** The routes of the current registries whose profiles can be used. */
export const usableRoutes = (
  routes: readonly Route[],
  listing: ProfileListing | undefined,
): readonly Route[] =>
  routesOf(routes, listing).filter((route) => routeProblem(route, listing?.profiles ?? []) === undefined);

/** Adds the route of a started replication to the recent ones. */
export function useRecordRoute(): (request: Pick<ReplicationRequest, 'source' | 'destination'>) => void {
  const client = useQueryClient();
  const { mutate: change } = useChangeSettings();
  return ({ source, destination }) => {
    const settings = knownSettings(client);
    if (!settings) return;
    const { repositoryName, ...registry } = destination;
    const to = { ...toRegistrySelection(registry), repositoryName };
    change({ routes: withUsedRoute(settings.routes, createRoute(client, source, to)) });
  };
}

interface Options {
  readonly dispatch: (action: DraftAction) => void;
  readonly notify: Notify;
  /** Shows the replicate view. */
  readonly onOpened: () => void;
}

/**
 * Selects both sides of a route and opens its images. A route is refused when a profile now belongs to another account.
 * An identity that cannot be checked is shown with its error after the selection.
 */
export function useOpenRoute({ dispatch, notify, onOpened }: Options): (route: Route) => Promise<void> {
  const client = useQueryClient();
  const { mutateAsync: change } = useChangeSettings();
  return async (route) => {
    const { source, destination } = route;
    const problems = await Promise.all([source, destination].map((side) => findOtherAccount(client, side)));
    const problem = problems.find((each) => each !== undefined);
    if (problem !== undefined) return notify({ type: 'warning', text: problem });
    const settings = knownSettings(client);
    if (!settings) return;
    dispatch({ kind: 'source-changed' });
    // The repository is opened only after its registry is selected. A failed change is reported by the settings.
    await change({
      source: withRegistry(
        withRegion(settings, 'source', source.profile, source.region),
        source.profile,
        source.registryId,
      ),
      destination: withRegion(settings, 'destination', destination.profile, destination.region),
      profiles: withRecent(withRecent(settings.profiles, destination.profile), source.profile),
    }).catch(() => undefined);
    const stored = knownSettings(client);
    if (stored?.source.profile !== source.profile || stored.destination.profile !== destination.profile)
      return;
    dispatch({
      kind: 'route-opened',
      repository: source.repositoryName,
      destinationRepository: destination.repositoryName,
    });
    onOpened();
  };
}
