import type { SetupPermissions } from '../../../../shared/models/ecr-replication.ts';
import { CopyAction } from '../../../components/copy-button.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import styles from './setup.module.css';

/** The identity policies that the setup needs. */
export const RequiredPermissions = ({ permissions }: { readonly permissions: readonly SetupPermissions[] }) =>
  permissions.map(({ side, arn, policy }) => (
    <div key={`${side} ${arn}`} className={`${styles.policies} ${styles.item}`}>
      <SideBadge side={side} />
      <span>{arn}</span>
      <CopyAction text={policy}>Copy policy</CopyAction>
    </div>
  ));
