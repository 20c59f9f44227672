import Button from '@cloudscape-design/components/button';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import type { Transfer } from '../../../shared/models/transfer.ts';
import { useRemoveTransfers, useResumeInterrupted } from './api.ts';
import type { GroupKind } from './groups.ts';
import { groupTitles } from './groups.ts';
import styles from './queue.module.css';

interface Props {
  readonly kind: GroupKind;
  readonly transfers: readonly Transfer[];
}

/** The title of a group of transfers, with the actions for all of them. */
export function GroupTitle({ kind, transfers }: Props) {
  const count = transfers.length;
  return (
    <div className={styles.group}>
      <h2 className={styles.groupTitle}>
        {groupTitles[kind]} <span className={styles.count}>({formatNumber(count)})</span>
      </h2>
      {kind === 'waiting' && count > 1 && (
        <span className={styles.hint}>Starts in this order. Drag to reorder, or press Alt+↑ or Alt+↓.</span>
      )}
      {kind === 'interrupted' && <ResumeAll count={count} />}
      {(kind === 'done' || kind === 'failed' || kind === 'cancelled') && count > 1 && (
        <RemoveAll kind={kind} transfers={transfers} />
      )}
    </div>
  );
}

function RemoveAll({ kind, transfers }: Props) {
  const remove = useRemoveTransfers();
  return (
    <>
      {remove.error && <ErrorLine error={toErrorData(remove.error)} />}
      <span className={styles.groupActions}>
        <Button
          loading={remove.isPending}
          loadingText="Removing"
          ariaLabel={`Remove all from the list: ${groupTitles[kind]}`}
          onClick={() => remove.mutate(transfers)}
        >
          Remove all
        </Button>
      </span>
    </>
  );
}

function ResumeAll({ count }: { readonly count: number }) {
  const resume = useResumeInterrupted();
  return (
    <>
      {resume.error && <ErrorLine error={toErrorData(resume.error)} />}
      {resume.data && count > 0 && !resume.isPending && (
        <span className={styles.hint} role="status">
          {formatCount(resume.data.length, 'transfer')} resumed. Resume the others one by one to see why they
          cannot continue.
        </span>
      )}
      <span className={styles.groupActions}>
        <Button loading={resume.isPending} loadingText="Resuming" onClick={() => resume.mutate()}>
          Resume all
        </Button>
      </span>
    </>
  );
}
