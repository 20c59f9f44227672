import { join } from 'node:path';
import type { EventName, Events } from '../../../shared/ipc.ts';
import type { ProfileListing } from '../../../shared/models/profile.ts';
import { createAwsAccess } from '../../engine/aws/aws-access.ts';
import { listProfiles } from '../../engine/aws/profiles/list-profiles.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { listPlatforms } from '../../engine/ecr/platforms.ts';
import { listRepositories } from '../../engine/ecr/repositories.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import { createPlans } from '../../engine/plans/plans.ts';
import { createUploadJournal } from '../../engine/replication/upload/upload-journal.ts';
import { reportFileName } from '../../engine/transfers/transfer-report.ts';
import { createTransfers } from '../../engine/transfers/transfers.ts';
import type { TransferMemory } from '../../engine/transfers/unfinished-transfers.ts';
import type { RunningWork } from '../../quit-guard.ts';
import type { TextFile } from '../../save-text.ts';
import type { SettingsFile } from '../../settings.ts';
import type { RequestHandlers } from '../answer-request.ts';
import { createDemoMode } from './demo-mode.ts';

export interface HandlerContext {
  readonly settings: SettingsFile;
  readonly userData: string;
  readonly transferMemory: TransferMemory;
  readonly sendEvent: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
  readonly writeClipboard: (text: string) => Promise<void>;
  readonly saveText: (file: TextFile) => Promise<string | null>;
  /** Open on the demo registries. */
  readonly startDemo: boolean;
}

export interface Handlers {
  readonly handlers: RequestHandlers;
  readonly runningWork: RunningWork;
  close(): Promise<void>;
}

/** The demo takes the place of the AWS files, in which a running copy looks for renewed credentials. */
const stillCopying = (): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: 'Images are still being copied. Open the demo registries when that is done, or cancel it first.',
    retryable: true,
    action: 'retry',
  });

const notBuilt = (): Promise<never> => Promise.reject(new Error('This is not built yet.'));

/** Builds the engine's services and says which of them answers each request. */
export function createHandlers({
  settings,
  userData,
  transferMemory,
  sendEvent,
  writeClipboard,
  saveText,
  startDemo,
}: HandlerContext): Handlers {
  const access = createAwsAccess({ environment: process.env });
  const plans = createPlans(access);
  const transfers = createTransfers({
    plans,
    send: (update) => sendEvent('transfers.updated', update),
    journal: createUploadJournal(join(userData, 'uploads')),
    // The demo's registries end with the app, and so do its transfers.
    memory: {
      ...transferMemory,
      keep(transfer) {
        if (!demo.isOn()) transferMemory.keep(transfer);
      },
    },
  });
  const demo = createDemoMode({ environment: process.env, userData, profilesReplaced: () => access.reset() });
  let demoWanted = startDemo;

  const profiles = async (): Promise<ProfileListing> => {
    if (demoWanted) await demo.turnOn();
    return { ...(await listProfiles(process.env)), demo: demo.isOn() };
  };

  const handlers: RequestHandlers = {
    'mfa.answer': notBuilt,
    'signIns.list': notBuilt,
    'signIns.start': notBuilt,
    'signIns.cancel': notBuilt,
    'signIns.openPage': notBuilt,
    'signIns.signOut': notBuilt,
    'preflight.run': notBuilt,
    'network.read': notBuilt,
    'network.test': notBuilt,
    'network.setProxyPassword': notBuilt,
    'network.reloadShellEnvironment': notBuilt,
    'network.chooseCertificateFile': notBuilt,
    'profiles.openFile': notBuilt,
    'images.details': notBuilt,
    'plans.read': notBuilt,
    'bulks.create': notBuilt,
    'bulks.list': notBuilt,
    'bulks.start': notBuilt,
    'bulks.cancel': notBuilt,
    'bulks.remove': notBuilt,
    'comparisons.create': notBuilt,
    'comparisons.read': notBuilt,
    'comparisons.cancel': notBuilt,
    'comparisons.export': notBuilt,
    'transfers.queue': notBuilt,
    'transfers.move': notBuilt,
    'transfers.retryFailed': notBuilt,
    'transfers.resumeInterrupted': notBuilt,
    'transfers.log': notBuilt,
    'transfers.throughput': notBuilt,
    'history.search': notBuilt,
    'history.read': notBuilt,
    'history.export': notBuilt,
    'history.clear': notBuilt,
    'references.resolve': notBuilt,
    'settings.brokenFiles': notBuilt,
    'profiles.list': profiles,
    'demo.start': async () => {
      if (!demo.isOn() && transfers.count() > 0) throw stillCopying();
      demoWanted = true;
      return profiles();
    },
    'demo.stop': async () => {
      demoWanted = false;
      await transfers.cancelAll();
      await demo.turnOff();
      return profiles();
    },
    'registries.identify': (selection) => access.identify(selection),
    'repositories.list': async (selection) => listRepositories(await access.connect(selection)),
    'images.list': async ({ repositoryName, ...selection }) =>
      listImages(await access.connect(selection), repositoryName),
    'images.platforms': async ({ repositoryName, digests, ...selection }) =>
      listPlatforms(await access.connect(selection), repositoryName, digests),
    'plans.create': async (request) => (await plans.create(request)).plan,
    'transfers.list': async () => transfers.list(),
    'transfers.start': async ({ planId }) => transfers.start(planId),
    'transfers.pause': async ({ transferId }) => {
      transfers.pause(transferId);
      return null;
    },
    'transfers.resume': async ({ transferId }) => {
      transfers.resume(transferId);
      return null;
    },
    'transfers.cancel': async ({ transferId }) => {
      await transfers.cancel(transferId);
      return null;
    },
    'transfers.retry': ({ transferId }) => transfers.retry(transferId),
    'transfers.remove': async ({ transferId }) => {
      transfers.remove(transferId);
      return null;
    },
    'transfers.saveReport': async ({ transferId }) => {
      const report = transfers.report(transferId);
      return saveText({ name: reportFileName(report), text: `${JSON.stringify(report, null, 2)}\n` });
    },
    'settings.read': async () => settings.read(),
    'settings.change': (change) => settings.change(change),
    'clipboard.write': async ({ text }) => {
      await writeClipboard(text);
      return null;
    },
  };

  return {
    handlers,
    runningWork: { count: () => transfers.count(), cancelAll: () => transfers.leave() },
    close: () => demo.turnOff(),
  };
}
