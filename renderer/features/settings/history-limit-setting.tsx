import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import FormField from '@cloudscape-design/components/form-field';
import Modal from '@cloudscape-design/components/modal';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { HistoryLimit } from '../../../shared/models/history.ts';
import { invoke, toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { readCount } from './kept-number.ts';
import { NumberField } from './number-field.tsx';

interface Props {
  readonly limit: HistoryLimit;
  readonly onChange: (limit: HistoryLimit) => void;
}

/** A limit that deletes entries as soon as it is set. */
interface Asked {
  readonly limit: HistoryLimit;
  readonly count: number;
}

const options = [
  { value: 'unlimited', label: 'Unlimited', description: 'Only you delete entries.' },
  { value: 'entries', label: 'A number of entries' },
  { value: 'days', label: 'A number of days' },
] as const;

const readEntries = readCount(1, 10_000_000);
const readDays = readCount(1, 36_500);

/** How much of the history is kept. Entries are deleted only after the person has seen how many. */
export function HistoryLimitSetting({ limit, onChange }: Props) {
  const [kind, setKind] = useState(limit.kind);
  const [asked, setAsked] = useState<Asked>();
  const count = useMutation({
    mutationFn: (next: HistoryLimit) => invoke('history.countExcess', { limit: next }),
  });
  const choose = (next: HistoryLimit): void =>
    count.mutate(next, {
      onSuccess: (excess) => (excess > 0 ? setAsked({ limit: next, count: excess }) : onChange(next)),
    });
  return (
    <SpaceBetween size="xs">
      <FormField
        label="Limit of the history"
        description="The oldest entries beyond the limit are deleted. To keep them in a file, use Export and delete older than… on the History page."
      >
        <RadioGroup
          ariaLabel="Limit of the history"
          value={kind}
          items={[...options]}
          onChange={({ detail }) => {
            const chosen = options.find(({ value }) => value === detail.value)?.value ?? 'unlimited';
            setKind(chosen);
            // A number is needed before the other limits mean anything.
            if (chosen === 'unlimited') onChange({ kind: chosen });
          }}
        />
      </FormField>
      {kind === 'entries' && (
        <NumberField
          label="Entries to keep"
          description="The newest ones. Nothing is deleted before you confirm."
          kept={limit.kind === 'entries' ? String(limit.entries) : ''}
          read={readEntries}
          onKeep={(entries) => entries !== undefined && choose({ kind: 'entries', entries })}
        />
      )}
      {kind === 'days' && (
        <NumberField
          label="Days to keep"
          description="Nothing is deleted before you confirm."
          kept={limit.kind === 'days' ? String(limit.days) : ''}
          read={readDays}
          onKeep={(days) => days !== undefined && choose({ kind: 'days', days })}
        />
      )}
      {count.error && <ErrorLine error={toErrorData(count.error)} />}
      {asked && (
        <Modal
          visible
          header="Delete history entries?"
          onDismiss={() => setAsked(undefined)}
          footer={
            <Box float="right">
              <SpaceBetween direction="horizontal" size="xs">
                <Button onClick={() => setAsked(undefined)}>Cancel</Button>
                <Button
                  variant="primary"
                  onClick={() => {
                    setAsked(undefined);
                    onChange(asked.limit);
                  }}
                >
                  Delete
                </Button>
              </SpaceBetween>
            </Box>
          }
        >
          This limit deletes {formatCount(asked.count, 'entry', 'entries')} now and cannot be undone. Images
          in ECR are not changed.
        </Modal>
      )}
    </SpaceBetween>
  );
}
