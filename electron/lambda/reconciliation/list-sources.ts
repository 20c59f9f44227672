import { listRepositories } from '../../engine/ecr/repositories.ts';
import type { RoleAccess } from '../access/open-access.ts';
import type { Route } from '../routes/route.ts';
import { isRouteOf } from '../routes/route.ts';

/**
 * Lists the source repositories of a route, by name.
 *
 * @throws EngineError when the repositories of a prefix cannot be listed.
 */
export async function listSources(
  route: Route,
  access: RoleAccess,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { account_id: accountId, region, repository_name: only } = route.source;
  if (only !== undefined) return [only];
  const selection = access.selectRegistry({ accountId, region }, route.source_role_arn);
  const registry = (await access.aws.connect(selection)).forSide('source');
  return (await listRepositories(registry, signal))
    .map(({ name }) => name)
    .filter((repositoryName) => isRouteOf(route, { accountId, region, repositoryName }))
    .toSorted();
}
