import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { TableProps } from '@cloudscape-design/components/table';
import type { ConnectionCheck } from '../../../shared/models/network.ts';
import { ErrorDetail } from '../../components/error-detail.tsx';
import styles from './network.module.css';

const purposes = {
  'ecr-api': 'ECR API',
  registry: 'Registry',
  layers: 'Layer downloads',
  sts: 'Identity (STS)',
  'sso-oidc': 'Sign-in (OIDC)',
  'sso-portal': 'Identity Center portal',
  'sign-in': 'AWS sign-in',
} as const satisfies Record<ConnectionCheck['purpose'], string>;

/** The table of hosts that were tried. */
export const connectionColumns: readonly TableProps.ColumnDefinition<ConnectionCheck>[] = [
  {
    id: 'host',
    header: 'Host',
    isRowHeader: true,
    cell: ({ host }) => <span className={styles.host}>{host}</span>,
  },
  { id: 'purpose', header: 'Needed for', width: 170, cell: ({ purpose }) => purposes[purpose] },
  {
    id: 'via',
    header: 'Way',
    width: 170,
    cell: ({ via }) => (via === 'direct' ? 'Direct' : `Proxy ${via}`),
  },
  {
    id: 'outcome',
    header: 'Answer',
    cell: ({ outcome }) =>
      outcome.kind === 'answered' ? (
        <StatusIndicator>
          Answered in {outcome.milliseconds} ms (HTTP {outcome.status})
        </StatusIndicator>
      ) : (
        <>
          <StatusIndicator type="error">{outcome.error.message}</StatusIndicator>
          <ErrorDetail error={outcome.error} />
        </>
      ),
  },
];
