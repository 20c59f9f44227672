import type { Transfer } from '../../../shared/models/transfer.ts';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { describeOverall, overallValue, toneOf } from './progress.ts';
import styles from './transfer.module.css';

/** How far a transfer is as a whole; one that waits has only its size to notify. */
export function TransferOverall({ transfer, name }: { readonly transfer: Transfer; readonly name: string }) {
  const text = describeOverall(transfer);
  return (
    <div className={styles.overall}>
      {transfer.state.kind !== 'waiting' && (
        <ProgressBar
          label={`Transfer of ${name}`}
          value={overallValue(transfer)}
          text={text}
          tone={toneOf(transfer.state)}
          size="large"
        />
      )}
      <div className={styles.figures}>{text}</div>
    </div>
  );
}
