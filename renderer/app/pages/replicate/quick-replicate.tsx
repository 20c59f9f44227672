import Button from '@cloudscape-design/components/button';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { estimatePlanTime, linkOf, secondsToPlanFor } from '../../../../shared/models/plan-estimate.ts';
import { findExpiringSessions } from '../../../../shared/models/expiring-session.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import { useConfirmation } from '../../../components/account-notes.ts';
import { useNow } from '../../../components/use-now.ts';
import { useMeasuredSpeed, usePlan } from '../../../features/plan-review/api.ts';
import {
  describeQuickPlan,
  findReviewReason,
  maxQuickImages,
} from '../../../features/plan-review/quick-plan.ts';
import { useStartTransfer } from '../../../features/transfers/api.ts';

interface QuickPlan {
  /** What the plan does, or why it must be reviewed. */
  readonly text: string;
  /** Starts the plan that `text` describes; undefined when it must be reviewed. */
  readonly start: (() => void) | undefined;
  readonly isStarting: boolean;
  /** Plans again after a failure. */
  readonly retry: (() => void) | undefined;
}

const nothing = 'Nothing is changed until you confirm.';

const toReview = (text: string, retry?: () => void): QuickPlan => ({
  text,
  start: undefined,
  isStarting: false,
  retry,
});

/**
 * Plans a small selection in the background. The plan can be started without a review when it only adds images and tags
 * to an existing repository of an account without protection.
 */
export function useQuickPlan(request: ReplicationRequest | undefined, onStarted: () => void): QuickPlan {
  const isSmall = request !== undefined && request.images.length <= maxQuickImages;
  const { plan, error, planAgain } = usePlan(isSmall ? request : undefined);
  const measured = useMeasuredSpeed(plan && linkOf(plan));
  const confirmation = useConfirmation(plan?.destination.registryId);
  const now = useNow();
  const { mutate: start, isPending, error: startError, variables: started } = useStartTransfer();

  if (!request) return toReview(nothing);
  if (!isSmall) return toReview(`Review the plan of ${request.images.length} images. ${nothing}`);
  if (error) return toReview(`Planning failed: ${toErrorData(error).message}`, planAgain);
  if (!plan) return toReview('Planning…');
  // Of this plan, not of an earlier selection.
  if (startError && started?.planId === plan.id) return toReview(toErrorData(startError).message, planAgain);
  const seconds = secondsToPlanFor(estimatePlanTime(plan, measured));
  const isExpiring = findExpiringSessions(plan, seconds, now).length > 0;
  const reason =
    findReviewReason(plan, confirmation !== undefined) ??
    (isExpiring ? 'Review: a session ends before the transfer.' : undefined);
  if (reason !== undefined) return toReview(reason);
  return {
    text: describeQuickPlan(plan),
    start: () => start({ planId: plan.id }, { onSuccess: onStarted }),
    isStarting: isPending,
    retry: undefined,
  };
}

/** Starts the plan of the selection without a review; disabled while that is not possible. */
export function QuickReplicateButton({ plan }: { readonly plan: QuickPlan }) {
  return (
    <Button
      variant="primary"
      disabled={!plan.start}
      loading={plan.isStarting}
      loadingText="Starting"
      onClick={() => plan.start?.()}
    >
      Replicate
    </Button>
  );
}
