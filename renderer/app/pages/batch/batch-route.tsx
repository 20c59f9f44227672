import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistryIdentity, RegistrySelection } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { useIdentity } from '../../../features/registry-picker/profiles/api.ts';
import styles from '../compare/compare-page.module.css';
import type { Side } from '../../../../shared/models/result.ts';
import { toRegistrySelection } from '../../../../shared/models/registry.ts';

/** The source and destination registry of a batch; undefined when it contains no requests. */
export function batchEndpoints(request: BatchRequest): Readonly<Record<Side, RegistrySelection>> | undefined {
  const endpoints = request.kind === 'repositories' ? request : request.requests[0];
  return (
    endpoints && {
      source: toRegistrySelection(endpoints.source),
      destination: toRegistrySelection(endpoints.destination),
    }
  );
}

interface Props {
  readonly request: BatchRequest;
  readonly destination: RegistryIdentity | undefined;
}

/** The source and destination account of a batch, with the identity that is used on each side. */
export function BatchRoute({ request, destination }: Props) {
  const { data: source } = useIdentity(batchEndpoints(request)?.source);
  return (
    <div className={styles.route}>
      {source && <Endpoint side="source" identity={source} />}
      {destination && <Endpoint side="destination" identity={destination} />}
    </div>
  );
}

function Endpoint({
  side,
  identity: { registryId, region, arn },
}: {
  readonly side: 'source' | 'destination';
  readonly identity: RegistryIdentity;
}) {
  return (
    <span role="group" aria-label={side === 'source' ? 'From' : 'To'}>
      <SideBadge side={side} /> <AccountName accountId={registryId} />, {region}, as {arn}
    </span>
  );
}
