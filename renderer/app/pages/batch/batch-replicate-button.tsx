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
  const { replicated, planned } = batch ? batchNumbers(batch) : { replicated: { images: 0 }, planned: 0 };
  return (
    <ConfirmedButton
      {...rest}
      disabled={disabled || !batch}
      isDoubtful={false}
      onStart={(confirmation) => batch && onStart(batch, confirmation)}
      what={formatCount(replicated.images, 'image')}
      into={formatCount(planned, 'repository', 'repositories')}
    />
  );
}
