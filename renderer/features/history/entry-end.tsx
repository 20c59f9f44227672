import type { HistoryEntry } from '../../../shared/models/history.ts';
import { AccountName } from '../../components/account-name.tsx';
import { Copyable } from '../../components/copyable.tsx';
import styles from './history.module.css';

interface Props {
  readonly title: 'From' | 'To';
  readonly end: HistoryEntry['source'];
}

/** One side of a copy, with the identity that acted there. */
export function EntryEnd({ title, end }: Props) {
  const { repositoryUri, registryId, region, profile, arn } = end;
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
          <dt>By</dt>
          <dd>
            <Copyable text={arn} what="identity" />
            <small>Profile {profile}</small>
          </dd>
        </div>
      </dl>
    </div>
  );
}
