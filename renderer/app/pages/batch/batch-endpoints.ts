import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/result.ts';

const registryOf = ({ profile, region, registryId }: RegistrySelection): RegistrySelection => ({
  profile,
  region,
  ...(registryId !== undefined && { registryId }),
});

/** The source and destination registry of a batch; undefined when it contains no requests. */
export function batchEndpoints(request: BatchRequest): Readonly<Record<Side, RegistrySelection>> | undefined {
  const endpoints = request.kind === 'repositories' ? request : request.requests[0];
  return (
    endpoints && { source: registryOf(endpoints.source), destination: registryOf(endpoints.destination) }
  );
}
