import { useState } from 'react';
import { RunLine } from '../../../features/aws-stack/run-line.tsx';
import { StackDialog } from '../../../features/aws-stack/stack-dialog.tsx';
import { OfferLine } from '../../../features/ecr-replication/offer-line.tsx';
import type { OpenedSetup } from '../ecr-replication/setup-page.tsx';
import styles from './alternatives.module.css';

interface Props {
  /** Undefined until it is planned. */
  readonly planned: OpenedSetup['request'] | undefined;
  /** False while blockers prevent every image. */
  readonly canRun: boolean;
  /** Opens the setup of ECR replication. */
  readonly onSetup: (setup: OpenedSetup) => void;
}

/** Other ways to get the result of a plan: ECR's own replication, or a run in the user's account. */
export function Alternatives({ planned, canRun, onSetup }: Props) {
  const [opened, setOpened] = useState<Props['planned']>();
  return (
    <section aria-label="Without this computer" className={styles.alternatives}>
      <OfferLine request={planned} onOpen={(offered) => planned && onSetup({ request: planned, offered })} />
      <RunLine disabled={!planned || !canRun} onOpen={() => setOpened(planned)} />
      {opened && <StackDialog request={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
