import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatNumber } from '../../../shared/format/counts.ts';
import { formatDuration } from '../../../shared/format/duration.ts';
import { estimateSeconds } from '../../../shared/models/plan-estimate.ts';
import { describeWay } from '../../../shared/words/way.ts';
import styles from './plan-facts.module.css';
import { countLayers, countTagWrites } from './plan-numbers.ts';
import { usualSpeed } from '../../models/usual-speed.ts';

interface Fact {
  readonly value: string;
  readonly note?: string;
}

const names = ['Images', 'Tags to write', 'Layers already there', 'Layers to copy', 'To move'] as const;

/** How much goes over the network, where that is not what moves, and how long it takes. */
function describeMove(plan: Plan): string {
  const { onTheWire, toMove } = plan.bytes;
  const time = formatDuration(Math.max(1, estimateSeconds(plan, usualSpeed.bytesPerSecond)));
  const about = `about ${time} at ${usualSpeed.words}`;
  return onTheWire > toMove ? `${formatBytes(onTheWire)} on the wire, ${about}` : `A${about.slice(1)}`;
}

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
      note: toMove > 0 ? describeMove(plan) : 'All is there already',
    },
  };
}

/** The plan in five numbers; dots while it is being made. */
export function PlanFacts({ plan }: { readonly plan: Plan | undefined }) {
  const facts = plan && factsOf(plan);
  const way = plan && describeWay(plan.way);
  return (
    <>
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
      {way !== undefined && <div className={styles.way}>Layers go {way.endsWith('.') ? way : `${way}.`}</div>}
    </>
  );
}
