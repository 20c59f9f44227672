import type { HistoryEntry } from '../../../shared/models/history.ts';
import { AccountName } from '../../components/account-name.tsx';
import { Copyable } from '../../components/copy-button.tsx';
import styles from './history.module.css';

interface Props {
  readonly title: 'From' | 'To';
  readonly endpoint: HistoryEntry['source'];
}

/** One side of a replication, with the identity that was used there. */
export function EntryEndpoint({ title, endpoint }: Props) {
  const { repositoryUri, registryId, region, profile, arn } = endpoint;
  return (
    <div role="group" aria-label={title}>
      <dl className={styles.facts}>
        <div>
          <dt>{title}</dt>
          <dd>
            <Copyable text={repositoryUri} what="repository URI" />
            <small>
              Account <AccountName accountId={registryId} />, {region}
            </small>
          </dd>
        </div>
        <div>
          <dt>Identity</dt>
          <dd>
            <Copyable text={arn} what="identity" />
            <small>Profile {profile}</small>
          </dd>
        </div>
      </dl>
    </div>
  );
}
