import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { estimateSeconds } from '../../../shared/models/plan-estimate.ts';
import styles from './plan-facts.module.css';
import { countLayers, countTagWrites } from './plan-numbers.ts';
import { usualSpeed } from './usual-speed.ts';

interface Fact {
  readonly value: string;
  readonly note?: string;
}

const names = ['Images', 'Tags to write', 'Layers already there', 'Layers to copy', 'To move'] as const;

const describeWay = (plan: Plan): string =>
  `${formatBytes(plan.bytes.onTheWire)} on the wire, ${formatDuration(estimateSeconds(plan, usualSpeed.bytesPerSecond))} at ${usualSpeed.words}`;

function factsOf(plan: Plan): Readonly<Record<(typeof names)[number], Fact>> {
  const layers = countLayers(plan);
  const { alreadyThere, toMove } = plan.bytes;
  return {
    Images: { value: formatNumber(plan.images.length) },
    'Tags to write': { value: formatNumber(countTagWrites(plan)) },
    'Layers already there': { value: formatNumber(layers.there), note: formatBytes(alreadyThere) },
    'Layers to copy': { value: formatNumber(layers.missing) },
    'To move': {
      value: formatBytes(toMove),
      note: toMove > 0 ? describeWay(plan) : 'All is there already',
    },
  };
}

/** The plan in five numbers; dots while it is being made. */
export function PlanFacts({ plan }: { readonly plan: Plan | undefined }) {
  const facts = plan && factsOf(plan);
  return (
    <dl className={styles.facts} aria-label="Plan in numbers" aria-busy={!facts}>
      {names.map((name) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {facts ? facts[name].value : '…'}
            <small>{facts?.[name].note}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
