import type { ComponentProps } from 'react';
import { formatCount } from '../../../../shared/format/counts.ts';
import type { Plan } from '../../../../shared/models/plan.ts';
import { isBlocked, findRefusals } from '../../../../shared/models/plan.ts';
import { ConfirmedButton } from './confirmed-button.tsx';

interface Props extends Pick<
  ComponentProps<typeof ConfirmedButton>,
  'isDoubtful' | 'isStarting' | 'isConfirming' | 'onConfirming'
> {
  readonly plan: Plan | undefined;
  readonly onStart: (plan: Plan, confirmation?: string) => void;
}

/** Starts a plan; enabled when at least one image can be copied. */
export function ReplicateButton({ plan, onStart, ...rest }: Props) {
  return (
    <ConfirmedButton
      {...rest}
      destination={plan?.destination}
      disabled={!plan || findRefusals(plan).length > 0}
      onStart={(confirmation) => plan && onStart(plan, confirmation)}
      what={formatCount(plan?.images.filter((image) => !isBlocked(image)).length ?? 0, 'image')}
      into={
        <>
          repository <b>{plan?.destination.repository.name}</b>
        </>
      }
    />
  );
}
