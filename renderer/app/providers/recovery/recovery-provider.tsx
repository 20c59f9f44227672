import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { RecoveryActions } from '../../../components/recovery-actions.ts';
import { RecoveryContext } from '../../../components/recovery-actions.ts';
import { lazyPage } from '../../page/lazy-page.tsx';
import { useReloadShellEnvironment } from '../../../features/settings/network/api.ts';
import { useProfiles, useOpenFile } from '../../../features/registry-picker/profiles/api.ts';
import { useStartSignIn } from '../../../features/sign-in/api.ts';
import { refetchFailed } from '../event-sync/concerned-queries.ts';
import type { Notify } from '../use-notices.ts';
import type { MfaQuestion } from '../../../features/sign-in/mfa-dialog.tsx';

const MfaDialog = lazyPage(
  async () => (await import('../../../features/sign-in/mfa-dialog.tsx')).MfaDialog,
  null,
);

/** The data of the MFA dialog for a profile of a chain; any profile of the chain can specify the device. */
export function mfaQuestion(listing: ProfileListing | undefined, profile: string): MfaQuestion {
  const profiles = listing?.profiles ?? [];
  const waiting = profiles.find(({ state }) => state.kind === 'mfa' && state.profile === profile)?.state;
  return {
    profile,
    roleName: profiles.find(({ name }) => name === profile)?.roleName,
    device: waiting?.kind === 'mfa' ? waiting.device : undefined,
  };
}

interface Props {
  readonly notify: Notify;
  readonly onNetworkSettings: () => void;
  readonly children: ReactNode;
}

const getProfileChain = (listing: ProfileListing | undefined, name: string): readonly string[] =>
  listing?.profiles.find((profile) => profile.name === name)?.chain ?? [name];

/** Provides the recovery actions to the app: sign-in, MFA code, opening the AWS file, and network settings. */
export function RecoveryProvider({ notify, onNetworkSettings, children }: Props) {
  const client = useQueryClient();
  const { data: listing } = useProfiles();
  const { mutate: startSignIn } = useStartSignIn();
  const { mutate: openFile } = useOpenFile();
  const { mutate: reloadShell } = useReloadShellEnvironment();
  const [mfaProfile, setMfaProfile] = useState<string>();

  const recoveryActions = useMemo((): RecoveryActions => {
    const onError = (error: unknown): void => notify({ type: 'error', error: toErrorData(error) });
    return {
      signIn: (profile) => startSignIn({ profile, method: 'browser' }, { onError }),
      enterCode: setMfaProfile,
      openFile: (place) => {
        const file = listing?.files.find(({ path }) => path === place?.path);
        openFile(file?.fileKind ?? 'config', { onError });
      },
      openNetworkSettings: onNetworkSettings,
      reloadShellEnvironment: () =>
        reloadShell(undefined, { onError, onSuccess: () => refetchFailed(client, () => true) }),
      getProfileChain: (profile) => getProfileChain(listing, profile),
    };
  }, [listing, notify, startSignIn, openFile, reloadShell, onNetworkSettings, client]);

  return (
    <RecoveryContext value={recoveryActions}>
      {children}
      {mfaProfile !== undefined && (
        <MfaDialog
          key={mfaProfile}
          question={mfaQuestion(listing, mfaProfile)}
          onClose={() => setMfaProfile(undefined)}
          onDone={() => {
            setMfaProfile(undefined);
            refetchFailed(client, (profile) => getProfileChain(listing, profile).includes(mfaProfile));
          }}
        />
      )}
    </RecoveryContext>
  );
}
