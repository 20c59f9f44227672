import Icon from '@cloudscape-design/components/icon';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { AccountName } from '../../components/account-name.tsx';
import styles from './transfer.module.css';

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
