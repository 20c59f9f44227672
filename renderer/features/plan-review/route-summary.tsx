import Icon from '@cloudscape-design/components/icon';
import type { Plan, PlannedRepository } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import { AccountName } from '../../components/account-name.tsx';
import { SideBadge } from '../../components/side-badge.tsx';
import { describeMutability } from '../../../shared/text/repository.ts';
import styles from './route-summary.module.css';

/** Source and destination of a plan with account and identity. */
export function RouteSummary({ plan: { source, destination } }: { readonly plan: Plan }) {
  const { repository } = destination;
  return (
    <div className={styles.route}>
      <Endpoint side="source" name={source.repositoryName} uri={source.repositoryUri} identity={source} />
      <span className={styles.arrow} aria-hidden="true">
        <Icon name="arrow-right" size="medium" />
      </span>
      <Endpoint
        side="destination"
        name={repository.name}
        uri={repository.uri}
        identity={destination}
        note={getNote(repository)}
      />
    </div>
  );
}

function getNote(repository: PlannedRepository): string {
  if (repository.kind === 'create') return 'Will be created';
  if (repository.tagMutability === undefined) return 'Exists, tag mutability unknown';
  return `Exists, tags ${describeMutability(repository.tagMutability).toLowerCase()}`;
}

interface EndpointProps {
  readonly side: Side;
  readonly name: string;
  readonly uri: string;
  readonly identity: RegistryIdentity;
  readonly note?: string;
}

function Endpoint({ side, name, uri, identity, note }: EndpointProps) {
  return (
    <div className={styles.end} role="group" aria-label={side === 'source' ? 'From' : 'To'}>
      <div className={styles.title}>
        <SideBadge side={side} />
        <span className={styles.name} title={uri}>
          {name}
        </span>
      </div>
      <span className={styles.quiet}>
        Account <AccountName accountId={identity.registryId} />, {identity.region}, profile {identity.profile}
      </span>
      <span className={styles.quiet}>as {identity.arn}</span>
      {note && <span className={styles.quiet}>{note}</span>}
    </div>
  );
}
