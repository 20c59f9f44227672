import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { estimateSeconds } from '../../../shared/models/plan-estimate.ts';
import { describeWay } from '../../../shared/text/upload-method.ts';
import type { NamedNumber } from '../../components/numbers.tsx';
import { Numbers } from '../../components/numbers.tsx';
import styles from './plan-facts.module.css';
import { copiedImages, countLayers, countTagWrites } from './plan-numbers.ts';
import { usualSpeed } from '../../models/usual-speed.ts';

const names = ['Images', 'Tags to write', 'Layers already there', 'Layers to copy', 'To move'] as const;

/** How much goes over the network, where that is not what moves, and how long it takes. */
function describeMove(plan: Plan): string {
  const { onTheWire, toMove } = plan.bytes;
  const time = formatDuration(Math.max(1, estimateSeconds(plan, usualSpeed.bytesPerSecond)));
  const about = `about ${time} at ${usualSpeed.words}`;
  return onTheWire > toMove ? `${formatBytes(onTheWire)} on the wire, ${about}` : `A${about.slice(1)}`;
}

function numbersOf(plan: Plan): readonly NamedNumber[] {
  const layers = countLayers(plan);
  const { alreadyThere, toMove } = plan.bytes;
  const values: Readonly<Record<(typeof names)[number], readonly [value: string, note?: string]>> = {
    Images: [formatNumber(copiedImages(plan).length)],
    'Tags to write': [formatNumber(countTagWrites(plan))],
    'Layers already there': [formatNumber(layers.there), formatBytes(alreadyThere)],
    'Layers to copy': [formatNumber(layers.missing)],
    'To move': [formatBytes(toMove), toMove > 0 ? describeMove(plan) : 'All is there already'],
  };
  return names.map((name) => [name, ...values[name]]);
}

const unknown: readonly NamedNumber[] = names.map((name) => [name, '…']);

/** The plan in five numbers; dots while it is being made. */
export function PlanFacts({ plan }: { readonly plan: Plan | undefined }) {
  const way = plan && describeWay(plan.way);
  return (
    <div className={styles.facts}>
      <Numbers label="Plan in numbers" numbers={plan ? numbersOf(plan) : unknown} isBusy={!plan} />
      {way !== undefined && <div className={styles.way}>Layers go {way.endsWith('.') ? way : `${way}.`}</div>}
    </div>
  );
}
