import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { formatCostRange } from '../../../shared/format/money.ts';
import type { CostEstimate } from '../../../shared/models/aws-stack.ts';
import styles from './aws-stack.module.css';

/** What a run costs by list prices, with the date and the source of each. */
export function CostTable({ estimate }: { readonly estimate: CostEstimate }) {
  const { lines, total, assumptions, pricesCheckedOn, priceSources } = estimate;
  return (
    <div>
      <table className={styles.costs} aria-label="Cost estimate">
        <thead>
          <tr>
            <th scope="col">Estimated cost</th>
            <th scope="col">US dollars</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ title, cost }) => (
            <tr key={title}>
              <th scope="row">{title}</th>
              <td>{formatCostRange(cost)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">Total</th>
            <td>{formatCostRange(total)}</td>
          </tr>
        </tfoot>
      </table>
      <ExpandableSection variant="inline" headerText={`List prices, checked on ${pricesCheckedOn}`}>
        <ul className={styles.notes}>
          {assumptions.map((assumption) => (
            <li key={assumption}>{assumption}</li>
          ))}
          {priceSources.map((source) => (
            <li key={source}>{source}.</li>
          ))}
        </ul>
      </ExpandableSection>
    </div>
  );
}
