import type { ComponentProps } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { Bulk } from '../../../../shared/models/batch.ts';
import { bulkNumbers } from '../../../features/batch/batch-rows.ts';
import { ConfirmedButton } from '../review/confirmed-button.tsx';

interface Props extends Pick<
  ComponentProps<typeof ConfirmedButton>,
  'destination' | 'disabled' | 'isStarting' | 'isConfirming' | 'onConfirming'
> {
  readonly bulk: Bulk | undefined;
  readonly onStart: (bulk: Bulk, confirmation?: string) => void;
}

/** Starts all plans together. */
export function BulkReplicateButton({ bulk, disabled, onStart, ...rest }: Props) {
  const { going, planned } = bulk ? bulkNumbers(bulk) : { going: { images: 0 }, planned: 0 };
  return (
    <ConfirmedButton
      {...rest}
      disabled={disabled || !bulk}
      isDoubtful={false}
      onStart={(confirmation) => bulk && onStart(bulk, confirmation)}
      what={formatCount(going.images, 'image')}
      into={formatCount(planned, 'repository', 'repositories')}
    />
  );
}
