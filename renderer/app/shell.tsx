import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useReducer, useRef, useState } from 'react';
import type { MenuCommand } from '../../shared/ipc.ts';
import { assertNever } from '../../shared/result.ts';
import { focusFilter } from '../components/filter-field.tsx';
import { readProfilesAnew, useDemo, useProfiles } from '../features/profiles/api.ts';
import { followTransfers, listTransfers } from '../features/transfers/api.ts';
import { TransferAnnouncer } from '../features/transfers/transfer-announcer.tsx';
import { TransfersList } from '../features/transfers/transfers-list.tsx';
import { emptyDraft, reduceDraft } from './draft.ts';
import pageStyles from './page.module.css';
import styles from './shell.module.css';
import { StartPage } from './start-page.tsx';
import type { View } from './top-bar.tsx';
import { TopBar } from './top-bar.tsx';
import { useMenu } from './use-menu.ts';

/** The whole window: the bar on top, and one of the two views. */
export function Shell() {
  const client = useQueryClient();
  const profiles = useProfiles();
  const demo = useDemo();
  const [view, setView] = useState<View>('replicate');
  const [draft, dispatch] = useReducer(reduceDraft, emptyDraft);
  const main = useRef<HTMLElement>(null);
  const place = view === 'transfers' ? view : draft.step;
  const lastPlace = useRef(place);

  useEffect(() => followTransfers(), []);

  // A reader's place moves along with what is shown, or it would stay on a button that is gone.
  useEffect(() => {
    if (lastPlace.current !== place) main.current?.focus();
    lastPlace.current = place;
  }, [place]);

  const refresh = async (): Promise<void> => {
    if (view === 'transfers') void listTransfers();
    const replaced = await readProfilesAnew(client).catch(() => false);
    if (replaced) return dispatch({ kind: 'reset' });
    if (view === 'transfers') return;
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
      case 'refresh':
        return void refresh();
      case 'find':
        return focusFilter();
      case 'command-palette':
      case 'compare':
      case 'show-history':
      case 'show-settings':
      case 'swap-sides':
        // Their screens are not built yet.
        return;
      default:
        return assertNever(command);
    }
  };
  useMenu(run);

  const changeDemo = (action: 'start' | 'stop'): void =>
    demo.mutate(action, { onSuccess: () => dispatch({ kind: 'reset' }) });

  return (
    <div className={styles.shell}>
      <TopBar
        view={view}
        onView={setView}
        demo={profiles.data?.demo}
        demoBusy={demo.isPending}
        onDemo={changeDemo}
      />
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
        {view === 'transfers' && (
          <div className={pageStyles.page}>
            <div className={pageStyles.scroll}>
              <TransfersList onNew={() => run('new-replication')} />
            </div>
          </div>
        )}
      </main>
      <TransferAnnouncer />
    </div>
  );
}
