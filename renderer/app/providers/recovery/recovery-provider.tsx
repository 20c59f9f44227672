import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import type { ProfileListing } from '../../../../shared/models/profile.ts';
import { toErrorData } from '../../../ipc/bridge.ts';
import type { RecoveryActions } from '../../../components/recovery-actions.ts';
import { RecoveryContext } from '../../../components/recovery-actions.ts';
import { MfaDialog } from '../../../features/sign-in/mfa/mfa-dialog.tsx';
import { useReloadShellEnvironment } from '../../../features/settings/network/api.ts';
import { useProfiles } from '../../../features/registry-picker/profiles/api.ts';
import { useOpenFile } from '../../../features/registry-picker/profiles/open-file.ts';
import { useStartSignIn } from '../../../features/sign-in/api.ts';
import { refetchFailed } from '../event-sync/concerned-queries.ts';
import type { Tell } from '../../layout/notices/use-notices.ts';
import { mfaQuestion } from './mfa-question.ts';

interface Props {
  readonly tell: Tell;
  readonly onNetworkSettings: () => void;
  readonly children: ReactNode;
}

const buildChain = (listing: ProfileListing | undefined, name: string): readonly string[] =>
  listing?.profiles.find((profile) => profile.name === name)?.chain ?? [name];

/** Gives every part of the app what cures a profile: a sign-in, an MFA code, the file in an editor, the settings. */
export function RecoveryProvider({ tell, onNetworkSettings, children }: Props) {
  const client = useQueryClient();
  const { data: listing } = useProfiles();
  const { mutate: startSignIn } = useStartSignIn();
  const { mutate: openFile } = useOpenFile();
  const { mutate: reloadShell } = useReloadShellEnvironment();
  const [askedFor, setAskedFor] = useState<string>();

  const recoveryActions = useMemo((): RecoveryActions => {
    const onError = (error: unknown): void => tell({ type: 'error', error: toErrorData(error) });
    return {
      signIn: (profile) => startSignIn({ profile, method: 'browser' }, { onError }),
      enterCode: setAskedFor,
      openFile: (place) => {
        const file = listing?.files.find(({ path }) => path === place?.path);
        openFile(file?.fileKind ?? 'config', { onError });
      },
      openNetworkSettings: onNetworkSettings,
      reloadShellEnvironment: () =>
        reloadShell(undefined, { onError, onSuccess: () => refetchFailed(client, () => true) }),
      buildChain: (profile) => buildChain(listing, profile),
    };
  }, [listing, tell, startSignIn, openFile, reloadShell, onNetworkSettings, client]);

  return (
    <RecoveryContext value={recoveryActions}>
      {children}
      {askedFor !== undefined && (
        <MfaDialog
          key={askedFor}
          question={mfaQuestion(listing, askedFor)}
          onClose={() => setAskedFor(undefined)}
          onDone={() => {
            setAskedFor(undefined);
            refetchFailed(client, (profile) => buildChain(listing, profile).includes(askedFor));
          }}
        />
      )}
    </RecoveryContext>
  );
}
