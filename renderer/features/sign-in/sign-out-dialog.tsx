import Alert from '@cloudscape-design/components/alert';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '../../../shared/format/counts.ts';
import type { SignInSource } from '../../../shared/models/profile.ts';
import { toErrorData } from '../../ipc/bridge.ts';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { useSignOut } from './api.ts';
import { sessionName } from './sign-in-words.ts';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';

interface Props {
  readonly profile: string;
  readonly credentialSource: SignInSource;
  /** The number of profiles that use the session, including this one. */
  readonly profileCount: number;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Confirms a sign-out, because it affects other profiles and the AWS CLI. */
export function SignOutDialog({ profile, credentialSource, profileCount, onDone, onClose }: Props) {
  const signOut = useSignOut();
  const session = sessionName({ credentialSource });
  return (
    <ConfirmDialog
      size="small"
      title={`Sign out of ${session}?`}
      confirmText="Sign out"
      isBusy={signOut.isPending}
      busyText="Signing out"
      onConfirm={() => signOut.mutate(profile, { onSuccess: onDone })}
      onClose={onClose}
    >
      <SpaceBetween size="s">
        <Alert type="warning">
          This ends the session for {formatCount(profileCount, 'profile')}, and for the AWS CLI. Transfers
          that use it wait for a new sign-in.
        </Alert>
        {signOut.error && <ErrorAlert error={toErrorData(signOut.error)} />}
      </SpaceBetween>
    </ConfirmDialog>
  );
}
