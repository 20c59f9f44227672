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
  /** True while the plan overwrites a tag that the user has not confirmed. */
  readonly isUnconfirmed: boolean;
  readonly onStart: (plan: Plan, confirmation?: string) => void;
}

/** Starts a plan; enabled when at least one image can be copied and every overwritten tag is confirmed. */
export function ReplicateButton({ plan, isUnconfirmed, onStart, ...rest }: Props) {
  return (
    <ConfirmedButton
      {...rest}
      destination={plan?.destination}
      disabled={!plan || isUnconfirmed || findRefusals(plan).length > 0}
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
