import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { formatDuration } from '../../../shared/format/duration.ts';
import { formatTime } from '../../../shared/format/dates.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { estimateSeconds } from '../../../shared/models/plan-estimate.ts';
import { findExpiringSessions } from '../../../shared/models/expiring-session.ts';
import { SideBadge } from '../../components/side-badge.tsx';
import { useNow } from '../../components/use-now.ts';
import { usualSpeed } from '../../models/usual-speed.ts';

interface Props {
  readonly plan: Plan;
  /** Begins the sign-in of a profile; undefined for one that is not signed in to. */
  readonly signIn: (profile: string) => (() => void) | undefined;
}

/** Says which session ends before the copy is done, while it can be renewed in peace. */
export function SessionWarning({ plan, signIn }: Props) {
  const now = useNow();
  const seconds = estimateSeconds(plan, usualSpeed.bytesPerSecond);
  return findExpiringSessions(plan, seconds, now).map(({ side, profile, endsAt, copyEndsAt }) => {
    const renew = signIn(profile);
    return (
      <Alert key={side} type="warning" action={renew && <Button onClick={renew}>Sign in again</Button>}>
        <SideBadge side={side} /> The session of {profile} {endsAt <= now ? 'ended' : 'ends'} at{' '}
        {formatTime(endsAt)}. The copy takes about {formatDuration(seconds)} at {usualSpeed.words}, until{' '}
        {formatTime(copyEndsAt)}. It would pause there, and go on once the session is renewed.
      </Alert>
    );
  });
}
