import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { RegistryConnection } from '../../engine/aws/clients/registry-connection.ts';
import type { RoleAccess } from '../access/open-access.ts';
import type { SelectedRepository } from '../copy/create-request.ts';
import { readOptions } from '../copy/copy-request.ts';
import { createRequest } from '../copy/create-request.ts';
import type { Route } from '../routes/route.ts';
import { nameDestination } from '../routes/route.ts';

/** One repository of a route with its destination. */
export interface OpenRoute {
  readonly source: SelectedRepository;
  readonly destination: SelectedRepository;
  readonly registries: { readonly source: RegistryConnection; readonly destination: RegistryConnection };
}

/** Connects to both registries. @throws EngineError when a role cannot be used. */
export async function openRoute(
  route: Route,
  repositoryName: string,
  access: RoleAccess,
): Promise<OpenRoute> {
  const source = access.selectRegistry(
    { accountId: route.source.account_id, region: route.source.region },
    route.source_role_arn,
  );
  const destination = access.selectRegistry(
    { accountId: route.destination.account_id, region: route.destination.region },
    route.destination_role_arn,
  );
  return {
    source: { ...source, repositoryName },
    destination: { ...destination, repositoryName: nameDestination(route, repositoryName) },
    registries: {
      source: (await access.aws.connect(source)).forSide('source'),
      destination: (await access.aws.connect(destination)).forSide('destination'),
    },
  };
}

/** The request to copy images of the repository along its route. */
export const requestImages = (
  route: Route,
  { source, destination }: OpenRoute,
  images: ReplicationRequest['images'],
): ReplicationRequest =>
  createRequest({
    source,
    destination,
    images,
    createRepository: route.create_repository ?? false,
    options: readOptions(route),
  });
