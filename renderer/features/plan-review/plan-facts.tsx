import { InfoLink } from '../../components/info-link.tsx';
import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import type { TimeEstimate } from '../../../shared/models/plan-estimate.ts';
import { estimatePlanTime, linkOf } from '../../../shared/models/plan-estimate.ts';
import { describeTime } from '../../../shared/text/time-estimate.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import { useMeasuredSpeed } from './api.ts';
import styles from './plan-facts.module.css';
import { countLayers } from './plan-numbers.ts';

const names = ['Layers already at destination', 'Layers to upload', 'To transfer', 'Estimated time'] as const;

/** The bytes sent over the network, if they differ from the layer sizes. */
const describeUpload = ({ bytes: { uploadBytes, toTransfer } }: Plan): string | undefined =>
  toTransfer === 0
    ? 'All layers exist'
    : uploadBytes > toTransfer
      ? `${formatBytes(uploadBytes)} over the network`
      : undefined;

function getNumbers(plan: Plan, estimate: TimeEstimate): readonly NamedNumber[] {
  const layers = countLayers(plan);
  const { alreadyAtDestination, toTransfer } = plan.bytes;
  const { time, basis } = describeTime(estimate);
  const values: Readonly<
    Record<(typeof names)[number], readonly [value: string, note?: string | undefined]>
  > = {
    'Layers already at destination': [formatNumber(layers.existing), formatBytes(alreadyAtDestination)],
    'Layers to upload': [formatNumber(layers.missing)],
    'To transfer': [formatBytes(toTransfer), describeUpload(plan)],
    'Estimated time': [time, basis && capitalize(basis)],
  };
  return names.map((name) => {
    const [value, note] = values[name];
    return note === undefined ? [name, value] : [name, value, note];
  });
}

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const unknown: readonly NamedNumber[] = names.map((name) => [name, '…']);

/** The totals of a plan; ellipses while it is being created. */
export function PlanFacts({ plan }: { readonly plan: Plan | undefined }) {
  const measured = useMeasuredSpeed(plan && linkOf(plan));
  return (
    <div className={styles.facts}>
      <Numbers
        label="Plan totals"
        numbers={plan ? getNumbers(plan, estimatePlanTime(plan, measured)) : unknown}
        isBusy={!plan}
      />
      <InfoLink topic="review" section="estimate" about="the estimated time" />
    </div>
  );
}
