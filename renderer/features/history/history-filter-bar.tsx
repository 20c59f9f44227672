import Select from '@cloudscape-design/components/select';
import { formatCount } from '../../../shared/format/counts.ts';
import { maxTyped } from '../../../shared/models/bounds.ts';
import { historyResultSchema } from '../../../shared/models/history.ts';
import { FilterField } from '../../components/filter-field.tsx';
import type { HistoryFilter } from './filter.ts';
import { originLabels, origins, periods, periodLabels } from './filter.ts';
import { resultLabels } from './history-words.ts';
import styles from './history.module.css';

interface Props {
  readonly filter: HistoryFilter;
  readonly onChange: (filter: HistoryFilter) => void;
  readonly matching: number | undefined;
  /** Whether there are demo entries, by which the history can be filtered. */
  readonly hasDemo: boolean;
}

const resultOptions = [
  { value: 'any', label: 'Any result' },
  ...historyResultSchema.options.map((value) => ({ value, label: resultLabels[value].label })),
];
const originOptions = origins.map((value) => ({ value, label: originLabels[value] }));
const periodOptions = periods.map((value) => ({ value, label: periodLabels[value] }));

/** Filters the history by text, result, period, and origin when there are demo entries. */
export function HistoryFilterBar({ filter, onChange, matching, hasDemo }: Props) {
  return (
    <div className={styles.filters}>
      <div className={styles.text}>
        <FilterField
          label="Search history"
          placeholder="Digest, image URI, tag, repository, account or profile"
          text={filter.text}
          onChange={(text) => onChange({ ...filter, text: text.slice(0, maxTyped) })}
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
      {(hasDemo || filter.origin !== 'any') && (
        <div className={styles.choice}>
          <Select
            ariaLabel="Origin"
            options={originOptions}
            selectedOption={originOptions.find(({ value }) => value === filter.origin) ?? null}
            onChange={({ detail }) =>
              onChange({
                ...filter,
                origin: origins.find((each) => each === detail.selectedOption.value) ?? 'any',
              })
            }
          />
        </div>
      )}
    </div>
  );
}
