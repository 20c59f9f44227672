import Icon from '@cloudscape-design/components/icon';
import type { Route, RouteSide } from '../../../shared/models/route.ts';
import { AccountMark } from '../../components/account-mark.tsx';
import styles from './routes.module.css';
import { describeRegistry } from '../../../shared/text/registry.ts';

/** Both sides of a route in one line, with the colors and locks of their accounts. */
export function RouteName({ route: { source, destination } }: { readonly route: Route }) {
  return (
    <span className={styles.name}>
      <SideName side={source} />
      <Icon name="arrow-right" size="small" variant="subtle" ariaLabel="to" />
      <SideName side={destination} />
    </span>
  );
}

function SideName({ side }: { readonly side: RouteSide }) {
  const { registryId, repositoryName, accountId } = side;
  const owner = registryId ?? accountId;
  return (
    <span className={styles.side}>
      {owner !== undefined && <AccountMark accountId={owner} />}
      <span className={styles.registry}>{describeRegistry(side)} ·</span>
      <b className={styles.repository}>{repositoryName}</b>
    </span>
  );
}
