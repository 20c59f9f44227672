import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { formatAccount } from '../../../../../shared/format/accounts.ts';
import type { ProfileListing, ProfileSummary } from '../../../../../shared/models/profile.ts';
import type { RegistryIdentity } from '../../../../../shared/models/registry.ts';
import type { Settings } from '../../../../../shared/models/settings.ts';
import { lazyPage } from '../../../page/lazy-page.tsx';
import { AccountMenu } from '../../../../features/settings/accounts/account-menu.tsx';
import { withNote } from '../../../../features/settings/accounts/notes.ts';
import { useUndoableChange } from '../../../../features/settings/use-undoable-change.ts';
import { sessionName } from '../../../../features/sign-in/sign-in-words.ts';
import { servedProfiles } from '../../../providers/event-sync/served-profiles.ts';
import { resetProfileQueries } from '../../../providers/event-sync/concerned-queries.ts';

const AccountDialog = lazyPage(
  async () => (await import('../../../../features/settings/accounts/account-dialog.tsx')).AccountDialog,
  null,
);
const SignOutDialog = lazyPage(
  async () => (await import('../../../../features/sign-in/sign-out-dialog.tsx')).SignOutDialog,
  null,
);

interface Props {
  readonly identity: RegistryIdentity;
  readonly profile: ProfileSummary;
  readonly listing: ProfileListing;
  readonly settings: Settings;
}

/** The menu of a side's account, and its dialogs. */
export function SideAccount({ identity, profile, listing, settings }: Props) {
  const client = useQueryClient();
  const change = useUndoableChange();
  const [open, setOpen] = useState<'edit' | 'sign-out'>();
  const close = (): void => setOpen(undefined);
  const { registryId, arn } = identity;
  const { signIn: credentialSource } = profile;
  const served = credentialSource ? servedProfiles(listing, { credentialSource }) : [];

  return (
    <>
      <AccountMenu
        accountId={registryId}
        arn={arn}
        onEdit={() => setOpen('edit')}
        signOut={
          credentialSource && {
            label: `Sign out of ${sessionName({ credentialSource })}…`,
            run: () => setOpen('sign-out'),
          }
        }
      />
      {open === 'edit' && (
        <AccountDialog
          accountId={registryId}
          note={settings.accounts[registryId]}
          suggested={profile.accountName}
          onClose={close}
          onSave={(note) => {
            change(
              { accounts: withNote(settings.accounts, registryId, note) },
              `Account ${formatAccount(registryId)} changed.`,
            );
            close();
          }}
        />
      )}
      {open === 'sign-out' && credentialSource && (
        <SignOutDialog
          profile={profile.name}
          credentialSource={credentialSource}
          profileCount={served.length}
          onClose={close}
          onDone={() => {
            close();
            resetProfileQueries(client, (name) => served.includes(name));
          }}
        />
      )}
    </>
  );
}
