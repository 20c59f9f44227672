import { useCallback, useEffect, useEffectEvent, useState } from 'react';
import { assertNever } from '../../../shared/models/result.ts';
import { UndoContext } from '../../components/undo.ts';
import { useDemo, useProfiles } from '../../features/registry-picker/profiles/api.ts';
import { useFileProblems } from '../../features/storage/api.ts';
import { useChangeSettings, useSettings } from '../../features/settings/api.ts';
import { withRegion, withSource } from '../../features/settings/selection.ts';
import { RecordNotices } from '../../features/storage/record-notices.tsx';
import { TransferAnnouncer } from '../../features/transfers/transfer-announcer.tsx';
import { AccountsProvider } from '../providers/accounts-provider.tsx';
import { RecoveryProvider } from '../providers/recovery/recovery-provider.tsx';
import { SignInStrip } from '../providers/recovery/sign-in-strip.tsx';
import { emptyDraft } from '../draft/draft.ts';
import { useProfileEvents } from '../providers/event-sync/use-profile-events.ts';
import { useDataEvents } from '../providers/event-sync/use-data-events.ts';
import type { Repetition } from '../pages/history/use-repeat.ts';
import { describeMissing } from '../pages/history/use-repeat.ts';
import { ExpiryNotice } from '../layout/notices/expiry-notice.tsx';
import { Notices } from '../layout/notices/notices.tsx';
import { FileNotices } from '../../features/storage/file-notices.tsx';
import { useFailedChanges } from '../layout/notices/use-failed-changes.ts';
import { useNotices } from '../providers/use-notices.ts';
import { useUndoOffers } from '../providers/undo/use-undo-offers.ts';
import { UndoPlace } from '../layout/notices/undo-place.tsx';
import type { PaletteAction } from '../layout/palette/palette-entries.ts';
import { useOpenReference } from '../references/use-open-reference.ts';
import { useReferenceEvents } from '../references/use-reference-events.ts';
import styles from './shell.module.css';
import { chosenRegistries } from '../draft/chosen-registries.ts';
import { useChooseProfile } from '../draft/use-choose-profile.ts';
import { useCompareExecution } from '../draft/use-compare-execution.ts';
import { useLostSelection } from '../draft/use-lost-selection.ts';
import { useDraft } from '../draft/use-draft.ts';
import { useOpenImage } from '../draft/use-open-image.ts';
import { useOpenRoute } from '../draft/use-routes.ts';
import { StartPage } from '../pages/replicate/start-page.tsx';
import type { View } from '../layout/top-bar.tsx';
import { TopBar } from '../layout/top-bar.tsx';
import * as parts from './lazy-parts.ts';
import { useTheme } from './use-theme.ts';
import { useFocusedPage } from './use-focused-page.ts';
import { useHelp } from './use-help.ts';
import { useIntroduction } from './use-introduction.ts';
import { useCommands } from './use-commands.ts';
import type { AppDialog } from '../../components/app-dialogs.ts';
import { AppDialogContext } from '../../components/app-dialogs.ts';
import { PageVisibilityContext } from '../../components/page-visibility.ts';
import { HelpContext } from '../../components/help.ts';

interface Props {
  /** Called once the first screen has its data. */
  readonly onUsable?: (() => void) | undefined;
}

/** The window: the top bar, notices, and the current view. */
export function Shell({ onUsable }: Props) {
  const profiles = useProfiles();
  const demo = useDemo();
  const [view, setView] = useState<View>('replicate');
  const [historyPage, setHistoryPage] = useState(1);
  const [hasPalette, setPalette] = useState(false);
  const [appDialog, setAppDialog] = useState<AppDialog>();
  const { offerUndo, ...undoOffers } = useUndoOffers();
  const { draft, dispatch, dispatchChange } = useDraft(offerUndo);
  const chooseProfile = useChooseProfile();
  const place = view === 'replicate' ? draft.step.kind : view;
  const main = useFocusedPage(place);

  const { notices, notify, dismissed } = useNotices();
  const { data: settings, isFetched: isSettled } = useSettings();
  const { data: fileProblems } = useFileProblems();
  const { mutate: changeSettings } = useChangeSettings();
  const { referrers, verify, uploadMethod } = settings?.replication ?? emptyDraft.options;

  useTheme(settings?.appearance ?? 'system');
  const isUsable = profiles.isFetched && isSettled;
  const reportUsable = useEffectEvent(() => onUsable?.());
  useEffect(() => {
    if (isUsable) reportUsable();
  }, [isUsable]);
  useFailedChanges(notify);
  useLostSelection(draft, notify);
  useDataEvents();
  useEffect(
    () => dispatch({ kind: 'defaults-set', defaults: { referrers, verify, uploadMethod } }),
    [dispatch, referrers, verify, uploadMethod],
  );
  const help = useHelp(place);
  const hasProfiles = (profiles.data?.profiles.length ?? 0) > 0;
  const registries = chosenRegistries(settings, profiles.data);
  const introduction = useIntroduction({ settings, problems: fileProblems, registries, draft });
  const reference = useOpenReference({ dispatch, notify, onOpened: () => setView('replicate') });
  useReferenceEvents(reference, isUsable);
  const openImage = useOpenImage({ dispatch, onOpened: () => setView('replicate') });
  const openExecution = useCompareExecution({ dispatch, onOpened: () => setView('replicate') });
  const openRoute = useOpenRoute({ dispatch, notify, onOpened: () => setView('replicate') });
  useProfileEvents({
    notify,
    onSourceChanged: () => dispatchChange({ kind: 'source-changed' }),
    onAccountsChanged: (changed) => dispatch({ kind: 'accounts-changed', profiles: changed }),
    onReplaced: () => dispatchChange({ kind: 'reset' }),
  });

  const run = useCommands({
    view,
    onView: setView,
    draft,
    dispatch,
    registries,
    help,
    introduction,
    notify,
    onPalette: () => setPalette(true),
    onDialog: setAppDialog,
  });

  const choose = (action: PaletteAction): void => {
    switch (action.kind) {
      case 'command':
        return run(action.command);
      case 'open-repository':
        setView('replicate');
        return dispatch({ kind: 'repository-opened', name: action.name });
      case 'open-route':
        return void openRoute(action.route);
      case 'choose-profile':
        if (settings) chooseProfile(settings, action.side, action.profile);
        if (action.side === 'source') dispatch({ kind: 'source-changed' });
        return setView('replicate');
      case 'find-image':
        return undefined;
      case 'open-image':
        return void openImage(action);
      case 'open-reference':
        return reference.open(action.reference, action.profile);
      default:
        return assertNever(action);
    }
  };

  const showSettings = useCallback(() => setView('settings'), []);
  const repeat = (repetition: Repetition): void => {
    if (!settings) return;
    const { request, picks } = repetition;
    const { source, destination } = request;
    changeSettings({
      source: withSource(settings, source),
      destination: withRegion(settings, 'destination', destination.profile, destination.region),
    });
    dispatch({ kind: 'repeated', request, picks });
    setView('replicate');
    const missing = describeMissing(repetition);
    if (missing !== undefined) notify({ type: 'warning', text: missing });
  };
  const changeDemo = (action: 'start' | 'stop'): void =>
    demo.mutate(action, { onSuccess: () => dispatchChange({ kind: 'reset' }) });

  return (
    <AccountsProvider>
      <UndoContext value={offerUndo}>
        <HelpContext value={help.openHelp}>
          <AppDialogContext value={setAppDialog}>
            <RecoveryProvider notify={notify} onNetworkSettings={showSettings}>
              <div className={styles.shell}>
                <TopBar
                  view={view}
                  onView={setView}
                  demo={profiles.data?.demo}
                  demoBusy={demo.isPending}
                  onDemo={changeDemo}
                  isHelpOpen={help.topic !== undefined}
                  onHelp={() => run('show-help')}
                />
                <div className={styles.strip} data-beside-panels>
                  <FileNotices />
                  <RecordNotices />
                  <Notices notices={notices} dismissed={dismissed} />
                  <SignInStrip notify={notify} />
                  <ExpiryNotice />
                  {introduction.isShown && view === 'replicate' && hasProfiles && (
                    <parts.Introduction done={introduction.stepsDone} onEnd={introduction.end} />
                  )}
                  {isUsable && (
                    <parts.UpdatePlace canAsk={!introduction.isShown && profiles.data?.demo === false} />
                  )}
                </div>
                <div className={styles.body}>
                  <main ref={main} className={styles.main} tabIndex={-1}>
                    <div className={styles.view} hidden={view !== 'replicate'}>
                      <PageVisibilityContext value={view === 'replicate'}>
                        <StartPage
                          draft={draft}
                          dispatch={dispatch}
                          demo={demo}
                          onDemo={() => changeDemo('start')}
                          onRoute={(route) => void openRoute(route)}
                          onStarted={() => {
                            setView('transfers');
                            dispatch({ kind: 'started' });
                          }}
                        />
                      </PageVisibilityContext>
                    </div>
                    {view === 'transfers' && (
                      <parts.TransfersPage onNew={() => run('new-replication')} onCompare={openExecution} />
                    )}
                    {view === 'history' && (
                      <parts.HistoryPage page={historyPage} onPage={setHistoryPage} onRepeat={repeat} />
                    )}
                    {view === 'replication' && <parts.EcrReplicationPage />}
                    {view === 'settings' && <parts.SettingsPage />}
                  </main>
                  {help.topic && (
                    <parts.HelpDrawer
                      key={`${help.topic} ${help.section}`}
                      section={help.section}
                      topic={help.topic}
                      onTopic={help.openHelp}
                      onClose={help.closeHelp}
                    />
                  )}
                </div>
                <TransferAnnouncer />
                <UndoPlace {...undoOffers} />
                {appDialog && (
                  <parts.AppDialogs
                    dialog={appDialog}
                    registries={[registries.source, registries.destination].filter((each) => !!each)}
                    onOpen={setAppDialog}
                    onClose={() => setAppDialog(undefined)}
                  />
                )}
                {hasPalette && (
                  <parts.CommandPalette
                    profilesFor={reference.profilesFor}
                    onChoose={choose}
                    onClose={() => setPalette(false)}
                  />
                )}
              </div>
            </RecoveryProvider>
          </AppDialogContext>
        </HelpContext>
      </UndoContext>
    </AccountsProvider>
  );
}
