import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { ConnectionCheck } from '../../../../shared/models/network.ts';
import { ErrorDetail } from '../../../components/error-detail.tsx';
import type { ResourceColumn } from '../../../components/table-columns.ts';
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

/** The columns of the connection test. */
export const connectionColumns: readonly ResourceColumn<ConnectionCheck>[] = [
  {
    id: 'host',
    header: 'Host',
    isRowHeader: true,
    minWidth: 200,
    sortKey: ({ host }) => host,
    cell: ({ host }) => <span className={styles.host}>{host}</span>,
  },
  {
    id: 'purpose',
    header: 'Purpose',
    width: 150,
    sortKey: ({ purpose }) => purposes[purpose],
    cell: ({ purpose }) => purposes[purpose],
  },
  {
    id: 'via',
    header: 'Route',
    sortKey: ({ via }) => via,
    width: 150,
    cell: ({ via }) => (via === 'direct' ? 'Direct' : `Proxy ${via}`),
  },
  {
    id: 'outcome',
    header: 'Result',
    minWidth: 260,
    // Failed hosts last, or first when descending.
    sortKey: ({ outcome }) => (outcome.kind === 'answered' ? outcome.milliseconds : Number.MAX_SAFE_INTEGER),
    cell: ({ outcome }) =>
      outcome.kind === 'answered' ? (
        <>
          <StatusIndicator>Answered</StatusIndicator> in {outcome.milliseconds} ms, HTTP {outcome.status}
        </>
      ) : (
        <>
          <StatusIndicator type="error">Failed</StatusIndicator>
          <div>{outcome.error.message}</div>
          <ErrorDetail error={outcome.error} />
        </>
      ),
  },
];
