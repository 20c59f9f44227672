import type { PropsWithChildren } from 'react';
import { useMemo } from 'react';
import type { AccountNotes } from '../../../shared/models/account.ts';
import { AccountNotesContext, ProtectionContext } from '../../components/account-notes.ts';
import { ConsoleContext } from '../../components/console-link.tsx';
import { useProfiles } from '../../features/registry-picker/profiles/api.ts';
import { useSettings } from '../../features/settings/api.ts';
import { useFileProblems } from '../../features/storage/file-problems.ts';
import { hasConsole } from './has-console.ts';
import { knownProtection } from './known-protection.ts';

const noNotes: AccountNotes = {};

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
