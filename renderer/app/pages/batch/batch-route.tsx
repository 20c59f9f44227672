import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { useIdentity } from '../../../features/registry-picker/profiles/api.ts';
import { batchEndpoints } from './batch-endpoints.ts';
import styles from '../compare/compare-page.module.css';

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
