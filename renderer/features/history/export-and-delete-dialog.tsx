import Alert from '@cloudscape-design/components/alert';
import DateInput from '@cloudscape-design/components/date-input';
import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';
import RadioGroup from '@cloudscape-design/components/radio-group';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { ExportedHistory } from '../../../shared/models/history.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ChoiceField } from '../../components/choice-field.tsx';
import { ErrorLine } from '../../components/error-line.tsx';
import { useDebounced } from '../../components/use-debounced.ts';
import { useCountBefore, useExportAndDelete } from './api.ts';
import type { OlderThan } from './older-than.ts';
import { firstChoice, readOlderThan } from './older-than.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  /** The number of entries in the history. */
  readonly total: number;
  /** Called after the export with its result. */
  readonly onDone: (done: ExportedHistory) => void;
  readonly onClose: () => void;
}

type Format = 'csv' | 'json';

const formats = [
  { value: 'json', label: 'JSON', description: 'Every field of each entry.' },
  { value: 'csv', label: 'CSV', description: 'A row for each image, for spreadsheets.' },
] as const satisfies readonly { value: Format; label: string; description: string }[];

/** Milliseconds without a keystroke after which entries are counted. */
const typingDelay = 200;

/** Exports old entries to a file, and then deletes exactly those. */
export function ExportAndDeleteDialog({ total, onDone, onClose }: Props) {
  // Ages are relative to the opening of the dialog, so that the number of entries does not change while it is open.
  const [now] = useState(() => Date.now());
  const [choice, setChoice] = useState<OlderThan>(firstChoice);
  const [format, setFormat] = useState<Format>('json');
  const read = readOlderThan(choice, now);
  const before = useDebounced(read.kind === 'before' ? read.time : undefined, typingDelay);
  const counted = useCountBefore(before);
  const run = useExportAndDelete();
  const count = read.kind === 'before' && read.time === before ? counted.data : undefined;
  const confirm = (): void => {
    if (read.kind !== 'before') return;
    run.mutate(
      { before: read.time, format },
      // The result is null when the user chose no file; the dialog stays open then.
      { onSuccess: (done) => done && onDone(done) },
    );
  };
  return (
    <ConfirmDialog
      title="Export and delete older entries"
      confirmText="Export and delete…"
      disabled={count === undefined || count === 0}
      isBusy={run.isPending}
      busyText="Exporting"
      isBlocking
      onConfirm={confirm}
      onClose={onClose}
    >
      <SpaceBetween size="m">
        <ChoiceField
          label="Older than"
          selectedId={choice.by}
          options={[
            { id: 'age', text: 'Age' },
            { id: 'date', text: 'Date' },
          ]}
          onChange={({ detail }) =>
            setChoice({ ...choice, by: detail.selectedId === 'date' ? 'date' : 'age' })
          }
        />
        {choice.by === 'age' ? (
          <FormField label="Days" errorText={read.kind === 'problem' ? read.message : undefined}>
            <Input
              value={choice.days}
              inputMode="numeric"
              onChange={({ detail }) => setChoice({ ...choice, days: detail.value })}
            />
          </FormField>
        ) : (
          <FormField
            label="Finished before"
            constraintText="Midnight of this date in your time zone."
            errorText={read.kind === 'problem' && choice.date !== '' ? read.message : undefined}
          >
            <DateInput
              value={choice.date}
              placeholder="YYYY/MM/DD"
              onChange={({ detail }) => setChoice({ ...choice, date: detail.value })}
            />
          </FormField>
        )}
        <FormField label="File format">
          <RadioGroup
            ariaLabel="File format"
            value={format}
            items={[...formats]}
            onChange={({ detail }) => setFormat(detail.value === 'csv' ? 'csv' : 'json')}
          />
        </FormField>
        <div role="status">
          <Alert type={count === undefined || count === 0 ? 'info' : 'warning'}>
            {count === undefined
              ? 'Choose an age or a date to see how many entries are affected.'
              : count === 0
                ? 'No older entries.'
                : `${formatCount(count, 'entry', 'entries')} of ${formatNumber(total)} are exported to a file and then deleted from the history. Images in ECR are not changed.`}
          </Alert>
        </div>
        {counted.error && <ErrorLine error={toErrorData(counted.error)} />}
        {run.error && <ErrorLine error={toErrorData(run.error)} />}
      </SpaceBetween>
    </ConfirmDialog>
  );
}
