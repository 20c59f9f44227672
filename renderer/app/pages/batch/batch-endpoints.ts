import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/result.ts';

const registryOf = ({ profile, region, registryId }: RegistrySelection): RegistrySelection => ({
  profile,
  region,
  ...(registryId !== undefined && { registryId }),
});

/** From which registry to which all of it goes; undefined where nothing is asked for. */
export function batchEnds(request: BatchRequest): Readonly<Record<Side, RegistrySelection>> | undefined {
  const ends = request.kind === 'repositories' ? request : request.requests[0];
  return ends && { source: registryOf(ends.source), destination: registryOf(ends.destination) };
}
