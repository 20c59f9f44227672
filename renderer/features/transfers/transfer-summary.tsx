import Icon from '@cloudscape-design/components/icon';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { FinishedFacts } from './finished-facts.tsx';
import { describeOverall, overallValue, getTone } from './progress.ts';
import styles from './transfer.module.css';
import { AccountName } from '../../components/account-name.tsx';

/** Source and destination. */
export function TransferRoute({ source, destination }: Pick<Transfer, 'source' | 'destination'>) {
  return (
    <div className={styles.route}>
      <Endpoint {...source} />
      <Icon name="arrow-right" variant="subtle" ariaLabel="to" />
      <Endpoint {...destination} />
    </div>
  );
}

function Endpoint({ repositoryName, repositoryUri, registryId, region }: Transfer['source']) {
  return (
    <div className={styles.end}>
      <span className={styles.repository} title={repositoryUri}>
        {repositoryName}
      </span>
      <span className={styles.faint}>
        Account <AccountName accountId={registryId} />, {region}
      </span>
    </div>
  );
}

/** The overall progress of a transfer; a waiting one shows only its size, a finished one what was done. */
export function TransferOverall({ transfer, name }: { readonly transfer: Transfer; readonly name: string }) {
  const text = describeOverall(transfer);
  return (
    <div className={styles.overall}>
      {transfer.state.kind !== 'waiting' && (
        <ProgressBar
          label={`Transfer of ${name}`}
          value={overallValue(transfer)}
          text={text}
          tone={getTone(transfer.state)}
          size="large"
        />
      )}
      {'finishedAt' in transfer.state ? (
        <FinishedFacts transfer={transfer} finishedAt={transfer.state.finishedAt} />
      ) : (
        <div className={styles.figures}>{text}</div>
      )}
    </div>
  );
}
