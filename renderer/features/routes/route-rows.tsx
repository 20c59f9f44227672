import Button from '@cloudscape-design/components/button';
import Icon from '@cloudscape-design/components/icon';
import type { ProfileSummary } from '../../../shared/models/profile.ts';
import type { Route, RouteSide } from '../../../shared/models/route.ts';
import { describeRoute, routeKey, routeProblem, withoutRoute, withRoutePinToggled } from './route-list.ts';
import styles from './routes.module.css';
import { AccountMark } from '../../components/account-mark.tsx';
import { describeRegistry } from '../../../shared/text/registry.ts';

interface Props {
  /** The routes that are shown. */
  readonly shown: readonly Route[];
  /** All routes of the settings. */
  readonly routes: readonly Route[];
  readonly profiles: readonly ProfileSummary[];
  readonly onOpen: (route: Route) => void;
  readonly onChange: (routes: Route[]) => void;
}

/** One row for each route, with buttons that open, pin and remove it. A route without its profiles cannot be opened. */
export function RouteRows({ shown, routes, profiles, onOpen, onChange }: Props) {
  return (
    <ul className={styles.routes} aria-label="Routes">
      {shown.map((route) => {
        const name = describeRoute(route);
        const problem = routeProblem(route, profiles);
        return (
          <li key={routeKey(route)} className={styles.row}>
            <Button
              variant="inline-icon"
              iconName={route.isPinned ? 'star-filled' : 'star'}
              ariaLabel={`${route.isPinned ? 'Unpin' : 'Pin'} ${name}`}
              onClick={() => onChange(withRoutePinToggled(routes, route))}
            />
            <button
              type="button"
              className={styles.open}
              aria-disabled={problem !== undefined}
              title={name}
              onClick={() => problem === undefined && onOpen(route)}
            >
              <RouteName route={route} />
              {problem !== undefined && <span className={styles.problem}>{problem}</span>}
            </button>
            <Button
              variant="inline-icon"
              iconName="close"
              ariaLabel={`Remove ${name}`}
              onClick={() => onChange(withoutRoute(routes, route))}
            />
          </li>
        );
      })}
    </ul>
  );
}

/** Both sides of a route in one line, with the colors and locks of their accounts. */
function RouteName({ route: { source, destination } }: { readonly route: Route }) {
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
