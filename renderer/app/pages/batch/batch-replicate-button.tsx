import type { ComponentProps } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { Batch } from '../../../../shared/models/batch.ts';
import { batchNumbers } from '../../../features/batch/batch-rows.ts';
import { ConfirmedButton } from '../review/confirmed-button.tsx';

interface Props extends Pick<
  ComponentProps<typeof ConfirmedButton>,
  'destination' | 'disabled' | 'isStarting' | 'isConfirming' | 'onConfirming'
> {
  readonly batch: Batch | undefined;
  readonly onStart: (batch: Batch, confirmation?: string) => void;
}

/** Starts all plans of a batch. */
export function BatchReplicateButton({ batch, disabled, onStart, ...rest }: Props) {
  const numbers = batch && batchNumbers(batch);
  return (
    <ConfirmedButton
      {...rest}
      disabled={disabled || !batch}
      isDoubtful={false}
      onStart={(confirmation) => batch && onStart(batch, confirmation)}
      what={formatCount(numbers?.replicated.images ?? 0, 'image')}
      into={formatCount(numbers?.planned ?? 0, 'repository', 'repositories')}
      overwritten={numbers?.tags.move ?? 0}
    />
  );
}
