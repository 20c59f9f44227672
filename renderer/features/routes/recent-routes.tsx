import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import type { ComponentProps } from 'react';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import { RouteRows } from './route-rows.tsx';
import styles from './recent-routes.module.css';

type Props = Omit<ComponentProps<typeof RouteRows>, 'shown'> & {
  /** The routes that are shown before the user asks for all. */
  readonly limit: number;
  /** Whether the routes of the demo are shown, or those of the AWS files. */
  readonly isDemo: boolean;
};

/** The pinned and recent routes on the first page: one click selects both sides. Nothing without routes. */
export function RecentRoutes({ limit, isDemo, ...rows }: Props) {
  const [showsAll, setShowsAll] = useState(false);
  const routes = rows.routes.filter((route) => route.isDemo === isDemo);
  if (routes.length === 0) return null;
  return (
    <Container disableContentPaddings>
      <section className={styles.section} aria-label="Recent routes">
        <div className={styles.header}>
          <h2 className={styles.title}>Recent routes</h2>
          {routes.length > limit && (
            <Button variant="inline-link" ariaExpanded={showsAll} onClick={() => setShowsAll(!showsAll)}>
              {showsAll ? 'Show fewer' : `Show all ${formatCount(routes.length, 'route')}`}
            </Button>
          )}
        </div>
        <RouteRows {...rows} shown={showsAll ? routes : routes.slice(0, limit)} />
      </section>
    </Container>
  );
}
