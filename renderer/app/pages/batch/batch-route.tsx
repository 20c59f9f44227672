import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { useIdentity } from '../../../features/registry-picker/profiles/api.ts';
import { batchEnds } from './batch-endpoints.ts';
import styles from '../compare/compare-page.module.css';

interface Props {
  readonly request: BatchRequest;
  readonly destination: RegistryIdentity | undefined;
}

/** From which account to which all of it goes, and as whom. */
export function BatchRoute({ request, destination }: Props) {
  const { data: source } = useIdentity(batchEnds(request)?.source);
  return (
    <div className={styles.route}>
      {source && <End side="source" identity={source} />}
      {destination && <End side="destination" identity={destination} />}
    </div>
  );
}

function End({
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
