import Select from '@cloudscape-design/components/select';
import { formatCount } from '../../../shared/format/counts.ts';
import { historyResultSchema } from '../../../shared/models/history.ts';
import { FilterField } from '../../components/filter-field.tsx';
import type { HistoryFilter } from './filter.ts';
import { periods, periodLabels } from './filter.ts';
import { resultLabels } from './history-words.ts';
import styles from './history.module.css';

interface Props {
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
  readonly matching: number | undefined;
}

const resultOptions = [
  { value: 'any', label: 'Any result' },
  ...historyResultSchema.options.map((value) => ({ value, label: resultLabels[value].label })),
];
const periodOptions = periods.map((value) => ({ value, label: periodLabels[value] }));

/** Filters the history by text, result and period. */
export function HistoryFilterBar({ filter, onChange, matching }: Props) {
  return (
    <div className={styles.filters}>
      <div className={styles.text}>
        <FilterField
          label="Search history"
          placeholder="Repository, tag, digest, account, profile or region"
          text={filter.text}
          onChange={(text) => onChange({ ...filter, text })}
          {...(matching !== undefined && { countText: formatCount(matching, 'match', 'matches') })}
        />
      </div>
      <div className={styles.choice}>
        <Select
          ariaLabel="Result"
          options={resultOptions}
          selectedOption={resultOptions.find(({ value }) => value === filter.result) ?? null}
          onChange={({ detail }) => {
            const parsed = historyResultSchema.safeParse(detail.selectedOption.value);
            onChange({ ...filter, result: parsed.success ? parsed.data : 'any' });
          }}
        />
      </div>
      <div className={styles.choice}>
        <Select
          ariaLabel="Period"
          options={periodOptions}
          selectedOption={periodOptions.find(({ value }) => value === filter.period) ?? null}
          onChange={({ detail }) =>
            onChange({
              ...filter,
              period: periods.find((each) => each === detail.selectedOption.value) ?? 'any',
            })
          }
        />
      </div>
    </div>
  );
}
