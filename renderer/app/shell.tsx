import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { MenuCommand } from '../../shared/ipc.ts';
import type { AccountNotes } from '../../shared/models/account.ts';
import { assertNever } from '../../shared/result.ts';
import { AccountNotesContext } from '../components/account-notes.ts';
import { focusFilter } from '../components/filter-field.tsx';
import { readProfilesAnew, useDemo, useProfiles } from '../features/profiles/api.ts';
import { useSettings } from '../features/settings/api.ts';
import { followTransfers, listTransfers } from '../features/transfers/api.ts';
import { TransferAnnouncer } from '../features/transfers/transfer-announcer.tsx';
import { CuresProvider } from './cures/cures-provider.tsx';
import { SignInStrip } from './cures/sign-in-strip.tsx';
import { emptyDraft, reduceDraft } from './draft.ts';
import { useProfileEvents } from './following/use-profile-events.ts';
import { useSignInEvents } from './following/use-sign-in-events.ts';
import { ExpiryNotice } from './notices/expiry-notice.tsx';
import { Notices } from './notices/notices.tsx';
import { useNotices } from './notices/use-notices.ts';
import { SettingsPage } from './settings/settings-page.tsx';
import styles from './shell.module.css';
import { StartPage } from './start-page.tsx';
import type { View } from './top-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { TransfersPage } from './transfers/transfers-page.tsx';
import { useMenu } from './use-menu.ts';

const noNotes: AccountNotes = {};

/** The whole window: the bar on top, below it what the person should know, and one of the three views. */
export function Shell() {
  const client = useQueryClient();
  const profiles = useProfiles();
  const demo = useDemo();
  const [view, setView] = useState<View>('replicate');
  const [draft, dispatch] = useReducer(reduceDraft, emptyDraft);
  const main = useRef<HTMLElement>(null);
  const place = view === 'replicate' ? draft.step : view;
  const lastPlace = useRef(place);

  const { notices, tell, putAway } = useNotices();
  const { data: settings } = useSettings();

  useEffect(() => followTransfers(), []);
  useSignInEvents();
  useProfileEvents({
    tell,
    onSourceChanged: () => dispatch({ kind: 'source-changed' }),
    onReplaced: () => dispatch({ kind: 'reset' }),
  });

  // A reader's place moves along with what is shown, or it would stay on a button that is gone.
  useEffect(() => {
    if (lastPlace.current !== place) main.current?.focus();
    lastPlace.current = place;
  }, [place]);

  const refresh = async (): Promise<void> => {
    if (view === 'transfers') void listTransfers();
    const replaced = await readProfilesAnew(client).catch(() => false);
    if (replaced) return dispatch({ kind: 'reset' });
    if (view !== 'replicate') return;
    const shown = draft.step === 'review' ? 'plan' : draft.browsing;
    await Promise.all(['identity', shown].map((kind) => client.invalidateQueries({ queryKey: [kind] })));
  };

  const run = (command: MenuCommand): void => {
    switch (command) {
      case 'new-replication':
        setView('replicate');
        return dispatch({ kind: 'step-changed', step: 'choose' });
      case 'show-transfers':
        return setView('transfers');
      case 'show-settings':
        return setView('settings');
      case 'refresh':
        return void refresh();
      case 'find':
        return focusFilter();
      default:
        return assertNever(command);
    }
  };
  useMenu(run);

  const showSettings = useCallback(() => setView('settings'), []);
  const changeDemo = (action: 'start' | 'stop'): void =>
    demo.mutate(action, { onSuccess: () => dispatch({ kind: 'reset' }) });

  return (
    <AccountNotesContext value={settings?.accounts ?? noNotes}>
      <CuresProvider tell={tell} onNetworkSettings={showSettings}>
        <div className={styles.shell}>
          <TopBar
            view={view}
            onView={setView}
            demo={profiles.data?.demo}
            demoBusy={demo.isPending}
            onDemo={changeDemo}
          />
          <div className={styles.strip} data-beside-panels>
            <Notices notices={notices} putAway={putAway} />
            <SignInStrip tell={tell} />
            <ExpiryNotice />
          </div>
          <main ref={main} className={styles.main} tabIndex={-1}>
            <div className={styles.view} hidden={view !== 'replicate'}>
              <StartPage
                draft={draft}
                dispatch={dispatch}
                demo={demo}
                onDemo={() => changeDemo('start')}
                onStarted={() => {
                  setView('transfers');
                  dispatch({ kind: 'started' });
                }}
              />
            </div>
            {view === 'transfers' && <TransfersPage onNew={() => run('new-replication')} />}
            {view === 'settings' && <SettingsPage />}
          </main>
          <TransferAnnouncer />
        </div>
      </CuresProvider>
    </AccountNotesContext>
  );
}
