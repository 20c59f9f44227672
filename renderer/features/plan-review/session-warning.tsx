import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { formatTime } from '../../../shared/format/dates.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { estimatePlanTime, linkOf, secondsToPlanFor } from '../../../shared/models/plan-estimate.ts';
import { describeEstimate } from '../../../shared/text/time-estimate.ts';
import { findExpiringSessions } from '../../../shared/models/expiring-session.ts';
import { SideBadge } from '../../components/side-badge.tsx';
import { useNow } from '../../components/use-now.ts';
import { useMeasuredSpeed } from './api.ts';

interface Props {
  readonly plan: Plan;
  /** Starts the sign-in of a profile; undefined for a profile without sign-in. */
  readonly signIn: (profile: string) => (() => void) | undefined;
}

/** Warns about sessions that end, or can end, before the replication finishes. */
export function SessionWarning({ plan, signIn }: Props) {
  const now = useNow();
  const estimate = estimatePlanTime(plan, useMeasuredSpeed(linkOf(plan)));
  return findExpiringSessions(plan, secondsToPlanFor(estimate), now).map(
    ({ side, profile, endsAt, copyEndsAt }) => {
      const renew = signIn(profile);
      return (
        <Alert key={side} type="warning" action={renew && <Button onClick={renew}>Sign in again</Button>}>
          <SideBadge side={side} /> The session of {profile} {endsAt <= now ? 'ended' : 'ends'} at{' '}
          {formatTime(endsAt)}. A transfer that is not finished then pauses, and continues after you renew the
          session. {estimate.kind === 'known' && `It is expected to finish at ${formatTime(copyEndsAt)}. `}
          {describeEstimate(estimate)}.
        </Alert>
      );
    },
  );
}
