import type { Api, EventName, Events, RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import type { Settings } from '../../shared/models/settings.ts';
import { settingsSchema } from '../../shared/models/settings.ts';
import type { ErrorData, Result } from '../../shared/models/result.ts';
import { failure, success } from '../../shared/models/result.ts';
import { batch, comparison, historyEntry, imageDetails, imageSearch } from './sample-workspace.ts';
import { backfill, proposal, registryReplication } from './sample-replication.ts';
import { execution, executionRoutes, exportedStack, stackSummary } from './sample-stack.ts';
import { answerImages } from './answer-images.ts';
import { about, diagnostics } from './sample-diagnostics.ts';
import { identity, image, listing, plan, repository, transfer, networkFacts } from './sample-data.ts';
import { updateStatus } from './sample-updates.ts';

type Answer<Name extends RequestName> = (
  input: RequestInput<Name>,
) => RequestOutput<Name> | Promise<RequestOutput<Name>>;
export type Answers = { readonly [Name in RequestName]: Answer<Name> };

/** An answer of any request; the types of the callers ensure that the input matches. */
type AnyAnswer = { answer(input: unknown): unknown }['answer'];

/** The error that a fake answer throws to make the request fail. */
export class Refusal extends Error {
  readonly data: ErrorData;

  constructor(data: Partial<ErrorData> & Pick<ErrorData, 'code' | 'message'>) {
    super(data.message);
    this.data = { retryable: false, ...data };
  }
}

interface FakeApi {
  readonly api: Api;
  /** Every request so far: its name and its input. */
  readonly calls: readonly (readonly [name: string, input: unknown])[];
  readonly emit: <Name extends EventName>(name: Name, payload: Events[Name]) => void;
}

function standardAnswers(): Answers {
  let settings: Settings = settingsSchema.parse({});
  return {
    'profiles.list': () => listing,
    'demo.start': () => ({ ...listing, demo: true }),
    'demo.stop': () => ({ ...listing, demo: false }),
    'mfa.answer': () => null,
    'signIns.list': () => [],
    'signIns.start': ({ profile, method }) => ({
      id: '3f1b2c4d-0000-4000-8000-00000000000a',
      profile,
      method,
      credentialSource: { kind: 'sso', session: 'corp', legacy: false },
      state: { kind: 'starting' },
    }),
    'signIns.cancel': () => null,
    'signIns.openPage': () => null,
    'signIns.signOut': () => null,
    'registries.identify': identity,
    'repositories.list': () => ['team/api', 'team/web', 'tools/runner'].map((name) => repository(name)),
    ...answerImages(() => Array.from({ length: 60 }, (_, index) => image(index))),
    'images.find': ({ references }) => [{ ...image(0), tags: references }],
    'images.platforms': ({ digests }) =>
      Object.fromEntries(
        digests.map((digest) => [
          digest,
          [
            { os: 'linux', architecture: 'amd64' },
            { os: 'linux', architecture: 'arm64' },
          ],
        ]),
      ),
    'images.findings': () => ({ kind: 'not-scanned' }),
    'images.details': ({ digest }) => imageDetails(digest),
    'plans.read': () => plan,
    'batches.create': (request) => ({ ...batch, request }),
    'batches.list': () => [],
    'batches.start': () => [transfer],
    'batches.cancel': () => null,
    'batches.remove': () => null,
    'comparisons.create': (request) => ({ ...comparison, request }),
    'comparisons.read': () => comparison,
    'comparisons.cancel': () => null,
    'comparisons.export': () => null,
    'searches.create': (request) => ({ ...imageSearch, request }),
    'searches.cancel': () => null,
    'plans.save': () => null,
    'plans.restoreArchived': () => null,
    'plans.create': (request) => ({ ...plan, request }),
    'transfers.list': () => [],
    'transfers.start': () => transfer,
    'transfers.queue': () => [],
    'transfers.move': ({ transferId }) => [transferId],
    'transfers.pause': () => null,
    'transfers.resume': () => null,
    'transfers.cancel': () => null,
    'transfers.retry': () => transfer,
    'transfers.retryFailed': () => transfer,
    'transfers.resumeInterrupted': () => [],
    'transfers.log': () => ({ entries: [], forgotten: 0 }),
    'transfers.throughput': () => ({
      interval: 1000,
      end: Date.UTC(2026, 10, 23, 12),
      samples: [],
      marks: [],
    }),
    'history.search': () => ({ entries: [], matching: 0, total: 0, demo: 0 }),
    'history.findPushes': () => ({ pushes: [], hasMore: false }),
    'history.read': () => historyEntry,
    'history.export': () => null,
    'history.measureLink': () => null,
    'history.clear': () => null,
    'history.exportAndDelete': () => null,
    'history.countExcess': () => 0,
    'storage.problems': () => [],
    'storage.retry': () => [],
    'references.resolve': () => ({ kind: 'not-understood', message: 'This is not the name of an image.' }),
    'references.takeOpened': () => null,
    'transfers.remove': () => null,
    'transfers.restore': () => null,
    'transfers.saveReport': () => null,
    'preflight.run': ({ planId }) => ({ planId, checks: [] }),
    'replication.offer': () => ({ kind: 'offered', proposal }),
    'replication.apply': ({ proposalId }) => ({ proposalId, isActive: true, steps: [] }),
    'replication.export': () => null,
    'replication.read': () => registryReplication,
    'replication.status': ({ digests }) =>
      digests.map((digest) => ({ digest, destinations: { kind: 'read', value: [] } })),
    'replication.startBackfill': () => backfill,
    'replication.stopBackfill': () => ({ ...backfill, status: 'STOPPING' }),
    'replication.listFollowed': () => [],
    'replication.followBackfill': () => backfill,
    'awsStack.estimate': () => stackSummary,
    'awsStack.export': () => exportedStack,
    'awsStack.readExecution': ({ arn }) => ({ ...execution, arn }),
    'awsStack.readRoutes': () => executionRoutes,
    'network.read': () => networkFacts,
    'network.test': () => [],
    'network.setProxyPassword': () => networkFacts,
    'network.reloadShellEnvironment': () => networkFacts.shellEnvironment,
    'network.chooseCertificateFile': () => null,
    'profiles.openFile': () => null,
    'settings.read': () => settings,
    'settings.change': (change) => {
      settings = { ...settings, ...change };
      return settings;
    },
    'files.problems': () => [],
    'files.retry': () => [],
    'files.startWithDefaults': () => [],
    'updates.read': () => updateStatus,
    'updates.check': () => updateStatus,
    'updates.download': () => updateStatus,
    'updates.cancelDownload': () => updateStatus,
    'updates.install': () => updateStatus,
    'clipboard.write': () => null,
    'diagnostics.collect': ({ replaceNames }) => diagnostics(replaceNames),
    'diagnostics.save': () => null,
    'diagnostics.lastError': () => null,
    'diagnostics.openLogFolder': () => null,
    'about.read': () => about,
    'about.readNotices': () => 'zod 4.6.7\nMIT License\n',
  };
}

/** A fake of the main process behind `window.api`; the given answers replace the standard ones. */
export function createFakeApi(given: Partial<Answers> = {}): FakeApi {
  const answers: Answers = { ...standardAnswers(), ...given };
  const answerTo = new Map<string, AnyAnswer>(Object.entries(answers));
  const calls: [string, unknown][] = [];
  const listeners = new Map<string, Set<(payload: unknown) => void>>();

  const invoke = async (name: string, input: unknown): Promise<Result<unknown>> => {
    calls.push([name, input]);
    const answer = answerTo.get(name);
    if (!answer) throw new Error(`No answer to ${name}.`);
    try {
      return success(await answer(input));
    } catch (error) {
      if (error instanceof Refusal) return failure(error.data);
      throw error;
    }
  };

  return {
    calls,
    api: {
      invoke,
      on(name, listener) {
        const those = listeners.get(name) ?? new Set();
        listeners.set(name, those.add(listener));
        return () => those.delete(listener);
      },
    },
    emit: (name, payload) => {
      for (const listener of listeners.get(name) ?? []) listener(payload);
    },
  };
}
