import type { Plan } from '../../../shared/models/plan.ts';
import { formatBytes } from '../../format/bytes.ts';
import { formatNumber } from '../../format/counts.ts';
import styles from './plan-facts.module.css';
import { countLayers, countTagWrites } from './plan-numbers.ts';

interface Fact {
  readonly name: string;
  readonly value: string;
  readonly note?: string | undefined;
}

function factsOf(plan: Plan): readonly Fact[] {
  const layers = countLayers(plan);
  const { alreadyThere, toMove, onTheWire } = plan.bytes;
  return [
    { name: 'Images', value: formatNumber(plan.images.length) },
    { name: 'Tags to write', value: formatNumber(countTagWrites(plan)) },
    { name: 'Layers already there', value: formatNumber(layers.there), note: formatBytes(alreadyThere) },
    { name: 'Layers to copy', value: formatNumber(layers.missing) },
    {
      name: 'To move',
      value: formatBytes(toMove),
      note: toMove > 0 ? `${formatBytes(onTheWire)} sent, as the ECR API encodes it` : undefined,
    },
  ];
}

/** The plan in five numbers. */
export function PlanFacts({ plan }: { readonly plan: Plan }) {
  return (
    <dl className={styles.facts} aria-label="Plan in numbers">
      {factsOf(plan).map(({ name, value, note }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            {value}
            {note && <small>{note}</small>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
