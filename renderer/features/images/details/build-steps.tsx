import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { BuildStep } from '../../../../shared/models/image-details.ts';
import { findLargest } from '../../../../shared/numbers/largest.ts';
import { Digest } from '../../../components/digest.tsx';
import styles from './details.module.css';

/** The build history of an image; each step shows its layer's size relative to the largest one. */
export function BuildSteps({ steps }: { readonly steps: readonly BuildStep[] }) {
  const largest = findLargest(
    steps.map(({ layer }) => layer?.size ?? 0),
    1,
  );
  return (
    <ol className={styles.steps} aria-label="Layers and history">
      {steps.map(({ layer, createdBy, comment }, index) => (
        // Steps can be identical, so only their position identifies them.
        // oxlint-disable-next-line react/no-array-index-key
        <li key={index} className={styles.step}>
          <span className={styles.size}>{layer ? formatBytes(layer.size) : ''}</span>
          <span className={styles.bar} aria-hidden="true">
            {layer && <span style={{ inlineSize: `${(layer.size / largest) * 100}%` }} />}
          </span>
          <div className={styles.stepText}>
            <code>{createdBy ?? comment ?? 'No history'}</code>
            {layer ? <Digest digest={layer.digest} /> : <span className={styles.quiet}>No layer</span>}
          </div>
        </li>
      ))}
    </ol>
  );
}
