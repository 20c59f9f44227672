import Button from '@cloudscape-design/components/button';
import type { ReplicationProposal } from '../../../shared/models/ecr-replication.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import type { OfferRequest } from './api.ts';
import { useOffer } from './api.ts';
import styles from './offer-line.module.css';

interface Props {
  /** Undefined while there is no plan. */
  readonly request: OfferRequest | undefined;
  readonly onOpen: (proposal: ReplicationProposal) => void;
}

/** One line: ECR replication is offered for a plan or batch, or the reason why it is not. */
export function OfferLine({ request, onOpen }: Props) {
  const { data: offer, error, refetch } = useOffer(request);
  if (error) return <ErrorLine error={toErrorData(error)} actions={{ retry: () => void refetch() }} />;
  if (!offer) return <div className={styles.line}>Checking whether ECR replication is possible…</div>;
  switch (offer.kind) {
    case 'not-offered':
      return <div className={styles.line}>ECR replication cannot do this. {offer.reason}</div>;
    case 'offered':
      return (
        <div className={styles.offer}>
          <span>ECR can do this itself, without a byte through this computer.</span>
          <Button onClick={() => onOpen(offer.proposal)}>Let ECR replicate…</Button>
        </div>
      );
  }
}
