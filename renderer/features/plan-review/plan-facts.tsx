import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { estimateSeconds } from '../../../shared/models/plan-estimate.ts';
import { describeUploadStrategy } from '../../../shared/text/upload-method.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import styles from './plan-facts.module.css';
import { copiedImages, countLayers, countTagWrites } from './plan-numbers.ts';
import { referenceSpeed } from '../../models/reference-speed.ts';

const names = [
  'Images',
  'Tags to write',
  'Layers already at destination',
  'Layers to upload',
  'To transfer',
] as const;

/** The bytes sent over the network, if they differ from the layer sizes, and the estimated duration. */
function describeTransfer(plan: Plan): string {
  const { uploadBytes, toTransfer } = plan.bytes;
  const time = formatDuration(Math.max(1, estimateSeconds(plan, referenceSpeed.bytesPerSecond)));
  const about = `about ${time} at ${referenceSpeed.label}`;
  return uploadBytes > toTransfer
    ? `${formatBytes(uploadBytes)} over the network, ${about}`
    : `A${about.slice(1)}`;
}

function getNumbers(plan: Plan): readonly NamedNumber[] {
  const layers = countLayers(plan);
  const { alreadyAtDestination, toTransfer } = plan.bytes;
  const values: Readonly<Record<(typeof names)[number], readonly [value: string, note?: string]>> = {
    Images: [formatNumber(copiedImages(plan).length)],
    'Tags to write': [formatNumber(countTagWrites(plan))],
    'Layers already at destination': [formatNumber(layers.existing), formatBytes(alreadyAtDestination)],
    'Layers to upload': [formatNumber(layers.missing)],
    'To transfer': [formatBytes(toTransfer), toTransfer > 0 ? describeTransfer(plan) : 'All layers exist'],
  };
  return names.map((name) => [name, ...values[name]]);
}

const unknown: readonly NamedNumber[] = names.map((name) => [name, '…']);

/** The totals of a plan; ellipses while it is being created. */
export function PlanFacts({ plan }: { readonly plan: Plan | undefined }) {
  const strategy = plan && describeUploadStrategy(plan.way);
  return (
    <div className={styles.facts}>
      <Numbers label="Plan totals" numbers={plan ? getNumbers(plan) : unknown} isBusy={!plan} />
      {strategy !== undefined && (
        <div className={styles.strategy}>Layers go {strategy.endsWith('.') ? strategy : `${strategy}.`}</div>
      )}
    </div>
  );
}
