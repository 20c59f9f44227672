import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { StackSummary as Summary } from '../../../shared/models/exported-stack.ts';
import { AccountName } from '../../components/account-name.tsx';
import { Numbers } from '../../components/numbers.tsx';
import styles from './aws-stack.module.css';
import { CostTable } from './cost-table.tsx';

/** What runs in the user's account, where, and what it costs. */
export function StackSummary({ summary }: { readonly summary: Summary }) {
  const { target, items, bytes, concurrency, roles, notes, estimate } = summary;
  return (
    <SpaceBetween size="m">
      <div>
        Step Functions and Lambda copy the images in account <AccountName accountId={target.accountId} />,{' '}
        {target.region}, without this computer. The export is a CloudFormation template with its files.
      </div>
      <Numbers
        label="Export totals"
        isBusy={false}
        numbers={[
          ['Images', formatNumber(items)],
          ['To transfer', formatBytes(bytes)],
          ['At the same time', formatCount(concurrency.items, 'image'), concurrency.reason],
        ]}
      />
      <CostTable estimate={estimate} />
      <ul className={styles.notes}>
        {roles.map(({ side, accountId, roleName }) => (
          <li key={`${side} ${roleName}`}>
            Account <AccountName accountId={accountId} /> needs the role {roleName} for the {side}. Its
            policies are in the folder.
          </li>
        ))}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </SpaceBetween>
  );
}
