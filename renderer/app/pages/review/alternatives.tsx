import { OfferLine } from '../../../features/ecr-replication/offer-line.tsx';
import type { OpenedSetup } from '../ecr-replication/setup-page.tsx';
import styles from './alternatives.module.css';

interface Props {
  /** Undefined until it is planned. */
  readonly planned: OpenedSetup['request'] | undefined;
  /** Opens the setup of ECR replication. */
  readonly onSetup: (setup: OpenedSetup) => void;
}

/** Other ways to get the result of a plan: ECR's own replication. */
export function Alternatives({ planned, onSetup }: Props) {
  return (
    <section aria-label="Without this computer" className={styles.alternatives}>
      <OfferLine request={planned} onOpen={(offered) => planned && onSetup({ request: planned, offered })} />
    </section>
  );
}
