import Alert from '@cloudscape-design/components/alert';
import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import type { ProfileSummary } from '../../../../shared/models/profile.ts';
import { getSessionKey } from '../../../../shared/models/profile.ts';
import { useRecoveryActions } from '../../../components/recovery-actions.ts';
import { useNow } from '../../../components/use-now.ts';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { expiryWarning } from '../../../features/registry-picker/profiles/state-words.ts';
import { useSettings } from '../../../features/settings/api.ts';
import { sessionName } from '../../../features/sign-in/sign-in-words.ts';
import { formatDuration } from '../../../../shared/format/duration.ts';

/** When a profile's credentials expire and need action; undefined when they do not expire or renew automatically. */
const getExpiry = ({ state }: ProfileSummary): number | undefined =>
  state.kind === 'expires' && !state.renews ? state.at : undefined;

/** The profile whose credentials expire next, if that is soon. */
function nextToExpire(profiles: readonly ProfileSummary[], now: number): ProfileSummary | undefined {
  const soon = profiles.filter((profile) => {
    const end = getExpiry(profile);
    return end !== undefined && end > now && end - now < expiryWarning;
  });
  return soon.toSorted((a, b) => (getExpiry(a) ?? 0) - (getExpiry(b) ?? 0))[0];
}

/** Warns once for each session that expires soon. */
export function ExpiryNotice() {
  const now = useNow();
  const recoveryActions = useRecoveryActions();
  const { data: listing } = useProfiles();
  const { data: settings } = useSettings();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const chosen = new Set([settings?.source.profile, settings?.destination.profile]);
  const createKey = (profile: ProfileSummary): string =>
    `${profile.signIn ? getSessionKey(profile.signIn) : profile.name} ${getExpiry(profile)}`;
  const profile = nextToExpire(
    (listing?.profiles ?? []).filter((each) => chosen.has(each.name) && !dismissed.has(createKey(each))),
    now,
  );
  const end = profile && getExpiry(profile);
  if (!profile || end === undefined) return null;
  const { name, signIn } = profile;
  const left = formatDuration(Math.max(60, Math.floor((end - now) / 60_000) * 60));
  const dismiss = (): void => setDismissed(new Set(dismissed).add(createKey(profile)));
  return (
    <div role="status">
      <Alert
        type="warning"
        dismissible
        dismissAriaLabel="Dismiss"
        onDismiss={dismiss}
        action={
          signIn && (
            <Button
              onClick={() => {
                dismiss();
                recoveryActions?.signIn(name);
              }}
            >
              Sign in again
            </Button>
          )
        }
      >
        {signIn
          ? `The session of ${sessionName({ credentialSource: signIn })}`
          : `The credentials of profile ${name}`}{' '}
        end
        {signIn ? 's' : ''} in {left}.
      </Alert>
    </div>
  );
}
