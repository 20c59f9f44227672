import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../../shared/format/counts.ts';
import type { HistoryLimit } from '../../../shared/models/history.ts';
import { invoke, toErrorData } from '../../ipc/bridge.ts';
import { ErrorLine } from '../../components/error-line.tsx';
import { readCount } from './read-number.ts';
import { useEdited } from './use-edited.ts';
import { NumberField } from './number-field.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  readonly limit: HistoryLimit;
  /** Called with whether setting the limit deletes entries. */
  readonly onChange: (limit: HistoryLimit, isDeleting: boolean) => void;
}

/** A limit that deletes entries when it is set. */
interface Confirming {
  readonly limit: HistoryLimit;
  readonly count: number;
}

const options = [
  { value: 'unlimited', label: 'Unlimited', description: 'Entries are never deleted automatically.' },
  { value: 'entries', label: 'Number of entries' },
  { value: 'days', label: 'Number of days' },
] as const;

const readEntries = readCount(1, 10_000_000);
const readDays = readCount(1, 36_500);

/** The limit of the history. Entries are deleted only after the user confirmed their number. */
export function HistoryLimitSetting({ limit, onChange }: Props) {
  const [kind, setKind] = useEdited(limit.kind);
  const [confirming, setConfirming] = useState<Confirming>();
  const count = useMutation({
    mutationFn: (next: HistoryLimit) => invoke('history.countExcess', { limit: next }),
  });
  const choose = (next: HistoryLimit): void =>
    count.mutate(next, {
      onSuccess: (excess) =>
        excess > 0 ? setConfirming({ limit: next, count: excess }) : onChange(next, false),
    });
  return (
    <SpaceBetween size="xs">
      <FormField
        label="History limit"
        description="The oldest entries beyond the limit are deleted. To keep them in a file, use Export and delete older than… on the History page."
      >
        <RadioGroup
          ariaLabel="History limit"
          value={kind}
          items={[...options]}
          onChange={({ detail }) => {
            const chosen = options.find(({ value }) => value === detail.value)?.value ?? 'unlimited';
            setKind(chosen);
            // The other limits are saved once a number is entered.
            if (chosen === 'unlimited') onChange({ kind: chosen }, false);
          }}
        />
      </FormField>
      {kind === 'entries' && (
        <NumberField
          label="Entries to keep"
          description="The newest entries. Nothing is deleted until you confirm."
          saved={limit.kind === 'entries' ? String(limit.entries) : ''}
          read={readEntries}
          onSave={(entries) => entries !== undefined && choose({ kind: 'entries', entries })}
        />
      )}
      {kind === 'days' && (
        <NumberField
          label="Days to keep"
          description="Nothing is deleted until you confirm."
          saved={limit.kind === 'days' ? String(limit.days) : ''}
          read={readDays}
          onSave={(days) => days !== undefined && choose({ kind: 'days', days })}
        />
      )}
      {count.error && <ErrorLine error={toErrorData(count.error)} />}
      {confirming && (
        <ConfirmDialog
          title="Delete history entries?"
          confirmText="Delete"
          onConfirm={() => {
            setConfirming(undefined);
            onChange(confirming.limit, true);
          }}
          onClose={() => setConfirming(undefined)}
        >
          This limit permanently deletes {formatCount(confirming.count, 'entry', 'entries')}. Images in ECR
          are not changed.
        </ConfirmDialog>
      )}
    </SpaceBetween>
  );
}
