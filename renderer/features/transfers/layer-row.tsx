import { memo } from 'react';
import { shortDigest } from '../../../shared/models/image.ts';
import type { LayerProgress } from '../../../shared/models/transfer.ts';
import { CopyButton } from '../../components/copy-button.tsx';
import { ProgressBar } from '../../components/progress-bar.tsx';
import { formatBytes } from '../../../shared/format/bytes.ts';
import styles from './transfer.module.css';
import { transferredBytes, describeLayer, getTone } from './progress.ts';

interface Props {
  readonly layer: LayerProgress;
  /** True when the error is already shown above. */
  readonly brief: boolean;
  /** Whether the transfer is paused. */
  readonly isPaused: boolean;
  /** The text for the copy button of a failed layer. */
  readonly errorText: string | undefined;
}

/** The progress of one layer. */
export const LayerRow = memo(function LayerRow({ layer, brief, isPaused, errorText }: Props) {
  const { digest, kind, size, state } = layer;
  const text = describeLayer(layer, isPaused);
  const name = `${kind === 'config' ? 'Config' : 'Layer'} ${shortDigest(digest)}`;
  const value = size === 0 ? Number(getTone(state) === 'success') : transferredBytes(layer) / size;
  return (
    <li className={styles.layer}>
      <span className={styles.mono} title={digest}>
        {shortDigest(digest)}
      </span>
      <span className={styles.faint}>{kind === 'config' ? 'Config' : 'Layer'}</span>
      <span className={styles.number}>{formatBytes(size)}</span>
      <ProgressBar label={name} value={value} text={text} tone={getTone(state)} />
      <span className={state.kind === 'failed' ? styles.failed : styles.faint}>
        {text}
        {state.kind === 'failed' && !brief && `: ${state.error.message}`}
        {errorText !== undefined && (
          <>
            {' '}
            <CopyButton text={errorText} what={`error details of ${name}`} />
          </>
        )}
      </span>
    </li>
  );
});
