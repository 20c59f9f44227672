import type { PropsWithChildren } from 'react';
import { useMemo } from 'react';
import type { AccountNotes, AccountProtection } from '../../../shared/models/account.ts';
import type { FileProblem } from '../../../shared/models/file-problem.ts';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import type { Settings } from '../../../shared/models/settings.ts';
import { AccountNotesContext, ProtectionContext } from '../../components/account-notes.ts';
import { ConsoleContext } from '../../components/console-link.tsx';
import { useProfiles } from '../../features/registry-picker/profiles/api.ts';
import { useSettings } from '../../features/settings/api.ts';
import { useFileProblems } from '../../features/storage/api.ts';

const noNotes: AccountNotes = {};

/** The protected accounts. Unknown until settings and file problems are loaded, and while the settings cannot be read. */
const knownProtection = (
  settings: Settings | undefined,
  problems: readonly FileProblem[] | undefined,
): AccountProtection =>
  settings && problems && !problems.some((each) => each.kind === 'unreadable' && each.file === 'settings')
    ? { kind: 'known', notes: settings.accounts }
    : { kind: 'unknown' };

/** Whether the AWS console has the repositories of a profile: not those of the demo or of a custom endpoint. */
const hasConsole =
  (listing: ProfileListing | undefined) =>
  (profile: string): boolean =>
    listing?.demo === false &&
    listing.profiles.some(({ name, customEndpoint }) => name === profile && !customEndpoint);

/** Provides what the components of all pages show of accounts: labels, protection, and links to the AWS console. */
export function AccountsProvider({ children }: PropsWithChildren) {
  const { data: settings } = useSettings();
  const { data: problems } = useFileProblems();
  const { data: listing } = useProfiles();
  const protection = useMemo(() => knownProtection(settings, problems), [settings, problems]);
  const isInConsole = useMemo(() => hasConsole(listing), [listing]);
  return (
    <AccountNotesContext value={settings?.accounts ?? noNotes}>
      <ProtectionContext value={protection}>
        <ConsoleContext value={isInConsole}>{children}</ConsoleContext>
      </ProtectionContext>
    </AccountNotesContext>
  );
}
