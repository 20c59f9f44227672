import { join } from 'node:path';
import type { ProfileListing } from '../../shared/models/profile.ts';
import type { ResolvedReference } from '../../shared/models/resolved-reference.ts';
import { isUnstored } from '../../shared/models/storage.ts';
import { createAwsAccess } from '../engine/aws/clients/aws-access.ts';
import { defaultTimeouts } from '../engine/aws/network/timeouts.ts';
import { formatUserAgent } from '../engine/aws/network/user-agent.ts';
import { createNetwork } from '../engine/aws/network/create-network.ts';
import { watchAwsFiles } from '../engine/aws/profiles/watch-aws-files.ts';
import { createAccountNames } from '../engine/aws/sign-in/account-names.ts';
import { createSignIns } from '../engine/aws/sign-in/sign-ins.ts';
import { describeFileError } from '../engine/files/describe-file-error.ts';
import { createBackfills } from '../engine/ecr-replication/backfills.ts';
import { createProposals } from '../engine/ecr-replication/proposals.ts';
import { createImageLists } from '../engine/image-list/image-lists.ts';
import { createBatches } from '../engine/jobs/batch/batches.ts';
import { createComparisons } from '../engine/jobs/compare/comparisons.ts';
import { createImageSearches } from '../engine/jobs/search/image-searches.ts';
import { createPlans } from '../engine/plan/plan-store.ts';
import { resolveReference } from '../engine/references/resolve-reference.ts';
import { createBandwidth } from '../engine/async/bandwidth.ts';
import { createUploadJournal } from '../engine/replication/upload/upload-journal.ts';
import { createTransfers } from '../engine/transfers/transfers.ts';
import { createAppHistory } from './demo/app-history.ts';
import { createDemoMode } from './demo/demo-mode.ts';
import { createDemoRecords } from './demo/demo-records.ts';
import { createOpenedReferences } from './desktop/opened-references.ts';
import { createProfileChangeNotifier } from './profiles/profile-change-notifier.ts';
import { createMemoryRelease } from './release-memory.ts';
import { reloadShellEnvironment } from './shell-environment/login-shell.ts';
import { createAppliedSettings } from './storage/applied-settings.ts';
import { createLinkMeter } from '../engine/storage/link-speed.ts';
import { openAppRecords } from './storage/open-app-records.ts';
import { createStartedBackfillStore } from './storage/started-backfill-store.ts';
import type { ServicePorts, Services } from './services.ts';

/** Creates the services in the order in which they depend on each other. */
export function createServices(ports: ServicePorts): Services {
  const { storage, folder, loginShell, desktop, transferMonitor, sendEvent, retryPolicy, pacingPolicy, log } =
    ports;
  const { settings: settingsFile, files, proxyPassword } = storage;
  const environment = process.env;

  const network = createNetwork({
    timeouts: defaultTimeouts,
    userAgent: formatUserAgent(ports.version),
    settings: () => settingsFile.read().network,
    environment,
    resolveProxy: desktop.resolveProxy,
    proxyLogin: () => proxyPassword.login(),
  });

  const accountNames = createAccountNames({
    environment,
    network,
    onChange: () => profileChanges.onChanged(),
  });

  const access = createAwsAccess({
    environment,
    network,
    retryPolicy,
    pacingPolicy,
    accountNames: accountNames.byId,
    warn: (warning) => log.warn(warning),
  });

  const plans = createPlans(access);
  const imageLists = createImageLists(access);

  const { records, trimHistory } = openAppRecords({
    folder,
    historyLimit: () => settingsFile.read().history.limit,
    sendEvent,
    log,
  });

  const demoRecords = createDemoRecords({
    store: records,
    isDemo: () => demo.isOn(),
    historyChanged: () => sendEvent('history.changed', null),
  });

  const uploadFolder = join(folder, 'uploads');
  const journal = createUploadJournal(uploadFolder, {
    onProblem: (error) => files.reportJournal(uploadFolder, describeFileError(error)),
    onRecovered: () => files.reportJournal(uploadFolder, undefined),
  });

  const bandwidth = createBandwidth(settingsFile.read().transfers.bandwidth);
  const transfers = createTransfers({
    plans,
    retryPolicy,
    bandwidth,
    journal,
    limits: () => settingsFile.read().transfers,
    protection: settingsFile.protection,
    measureLink: createLinkMeter(records.history),
    trace: (text) => log.verbose(text),
    send(update) {
      sendEvent('transfers.updated', update);
      transferMonitor.onUpdated(update.status);
    },
    onListChanged() {
      sendEvent('transfers.changed', null);
      transferMonitor.onListChanged(transfers.statuses());
    },
    onFinished(transfer) {
      transferMonitor.onFinished(transfer);
      memory.onFinished();
      void records.settled().then(trimHistory);
    },
    store: demoRecords.store,
  });

  const memory = createMemoryRelease(() =>
    transfers.statuses().some(({ state }) => state.kind === 'running'),
  );

  const comparisons = createComparisons({
    access,
    send: (update) => sendEvent('comparisons.updated', update),
  });

  const searches = createImageSearches({
    access,
    send: (update) => sendEvent('searches.updated', update),
  });

  const batches = createBatches({ access, plans, send: (update) => sendEvent('batches.updated', update) });

  const { protection } = settingsFile;
  const proposals = createProposals({ access, protection });
  const backfills = createBackfills({
    access,
    protection,
    send: (backfill) => sendEvent('replication.backfillUpdated', backfill),
    store: createStartedBackfillStore(settingsFile, () => demo.isOn()),
  });

  const demo = createDemoMode({
    environment,
    folder,
    isRequested: ports.startDemo,
    transfers,
    onStopped: () => demoRecords.clear(),
    onProfilesReplaced() {
      access.reset();
      imageLists.clear();
      proposals.clearCache();
      backfills.close();
    },
  });

  const readListing = async (): Promise<ProfileListing> => ({
    ...(await access.listProfiles()),
    demo: demo.isOn(),
  });
  const listProfiles = async (): Promise<ProfileListing> => {
    await demo.startIfRequested();
    return readListing();
  };

  const profileChanges = createProfileChangeNotifier(readListing, (listing) =>
    sendEvent('profiles.changed', listing),
  );
  access.onCredentialsChanged((change) => {
    if (change === 'cached') return profileChanges.onChanged();
    imageLists.clear();
    transfers.checkNow();
    profileChanges.onRenewed();
  });

  const awsFiles = watchAwsFiles({ environment, changed: () => void access.discardOutdated() });

  const signIns = createSignIns({
    environment,
    network,
    accountNames,
    openPage: desktop.openSignInPage,
    send: (signIn) => sendEvent('signIns.updated', signIn),
    onSignedIn: () => void access.discardOutdated(),
    onSignedOut: () => void access.discardOutdated(),
  });

  const onEnvironmentChanged = (): void => {
    network.refresh();
    access.reset();
    imageLists.clear();
    void awsFiles.recheck();
  };
  // The login shell may set the variables that name the AWS files.
  void loginShell.state().then(onEnvironmentChanged);

  const settings = createAppliedSettings({
    settings: settingsFile,
    files,
    apply(changed) {
      bandwidth.setRate(changed.transfers.bandwidth);
      transfers.applyLimits();
      ports.onSettingsChanged(changed);
    },
    onHistoryLimitChanged: () => void trimHistory(),
    onNetworkChanged: () => network.refresh(),
    sendEvent,
  });

  const resolveText = async (text: string): Promise<ResolvedReference> =>
    resolveReference(text, (await listProfiles()).profiles, settingsFile.read().profiles);

  return {
    environment,
    loginShell,
    network,
    access,
    signIns,
    plans,
    transfers,
    batches,
    comparisons,
    searches,
    imageLists,
    proposals,
    backfills,
    records,
    history: createAppHistory(records.history, demoRecords),
    demo,
    settings,
    files,
    proxyPassword,
    protection: settingsFile.protection,
    retryPolicy,
    listProfiles,
    resolveReference: resolveText,
    openedReferences: createOpenedReferences(resolveText, () => sendEvent('references.opened', null)),
    reloadShellEnvironment: () =>
      reloadShellEnvironment({ loginShell, isDemo: demo.isOn(), onReloaded: onEnvironmentChanged }),
    runningWork: {
      count: () => transfers.countUnfinished(),
      cancelAll: () => transfers.stopForQuit(),
      unstored: () => records.problems().filter(isUnstored),
      store: () => records.retry(),
    },
    onWindowFocus() {
      proposals.clearCache();
      void files.recheck();
      void awsFiles.recheck();
    },
    onSuspend: () => transfers.suspend(),
    onResume() {
      network.refresh();
      transfers.resumeAll();
      void awsFiles.recheck();
    },
    async close() {
      awsFiles.close();
      backfills.close();
      profileChanges.close();
      await Promise.all([records.close(), files.retry(), signIns.close()]);
      await demo.close();
    },
  };
}
