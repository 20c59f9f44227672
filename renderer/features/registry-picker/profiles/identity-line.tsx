import type { ReactNode } from 'react';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { ErrorLine } from '../../../components/error-line.tsx';
import type { ErrorActions } from '../../../components/error-actions.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { useIdentity } from './api.ts';
import styles from './identity-line.module.css';

interface Props {
  readonly selection: RegistrySelection | undefined;
  /** The text while nothing is selected. */
  readonly hint: string;
  readonly actions: ErrorActions;
  /** The account's name in IAM Identity Center. */
  readonly accountName?: string | undefined;
  /** The menu of the account, once it is known. */
  readonly menu: ReactNode;
  /** True when the same error is shown in full elsewhere on the page. */
  readonly brief?: boolean;
}

/** The account and ARN that AWS STS returns for a side. */
export function IdentityLine({ selection, hint, actions, accountName, menu, brief = false }: Props) {
  const identity = useIdentity(selection);
  if (!selection) return <div className={styles.line}>{hint}</div>;
  if (identity.isPending) return <div className={styles.line}>Checking identity…</div>;
  if (identity.isError && brief) return <div className={styles.line}>Identity unknown. See below.</div>;
  if (identity.isError) {
    const retry = (): void => void identity.refetch();
    return <ErrorLine error={toErrorData(identity.error)} actions={{ retry, ...actions }} />;
  }
  const { accountId, registryId, arn } = identity.data;
  return (
    <div className={styles.line}>
      <span className={styles.account}>
        <AccountName accountId={accountId} name={accountName} />
        {registryId !== accountId && (
          <>
            , registry of <AccountName accountId={registryId} />
          </>
        )}
      </span>
      {menu}
      <span className={styles.arn} title={arn}>
        {arn}
      </span>
    </div>
  );
}
