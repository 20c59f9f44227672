import { createAwsAccess } from '../../../electron/engine/aws/clients/aws-access.ts';
import { createPlans } from '../../../electron/engine/plan/plan-store.ts';
import { createReplicator } from '../../../electron/engine/replication/replicator.ts';
import { createRepositoryCreation } from '../../../electron/engine/transfers/run/repository-creation.ts';
import { runPlan } from '../../../electron/engine/transfers/run/execute-run.ts';
import type { TransferEvent } from '../../../electron/engine/transfers/progress/transfer-event.ts';
import { createTransferProgress } from '../../../electron/engine/transfers/progress/transfer-progress.ts';
import { createSnapshotNotifier } from '../../../electron/engine/transfers/progress/snapshot-notifier.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import type { CopyFigures, CopyJob } from '../processes/messages.ts';
import { measure } from './measure.ts';

// Our copies, with the same components as in the app, and a timer around the progress reports.

/** Seconds of CPU that this thread has used; other programs on the machine do not count. */
const threadCpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
};

let inEvents = 0;
const clocked = <Given extends readonly unknown[], Result>(work: (...given: Given) => Result) =>
  function timed(...given: Given): Result {
    const begin = threadCpu();
    try {
      return work(...given);
    } finally {
      inEvents += threadCpu() - begin;
    }
  };

/** Shared by all copies, as in the app: the identities of the profiles are cached. */
const access = createAwsAccess({ environment: process.env });

const prepare = ({ from, to, repository, images, options }: CopyJob) => {
  const destination = to === 'same-registry' ? build : production;
  return createPlans(access).create({
    source: { profile: build.name, region: build.region, repositoryName: from },
    destination: {
      profile: destination.name,
      region: destination.region,
      repositoryName: repository,
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: images.map(({ digest, tags }) => ({ digest, sourceTags: [...tags], destinationTags: [...tags] })),
    options: { ...defaultReplicationOptions, ...options },
  });
};

async function run(prepared: Awaited<ReturnType<typeof prepare>>): Promise<void> {
  const progress = createTransferProgress('bench', prepared.plan, Date.now);
  // Events to the renderer are cloned on the way.
  const feed = createSnapshotNotifier(
    clocked(() => progress.takeUpdate()),
    clocked((update) => void structuredClone(update)),
  );
  const emit = clocked((event: TransferEvent) =>
    progress.apply(event).isStateChange ? feed.stateChanged() : feed.bytesMoved(),
  );
  const { signal } = new AbortController();
  const { uploadMethod } = prepared.plan.request.options;
  emit({ kind: 'transfer-started' });
  const { source, destination } = prepared.inputs;
  await runPlan(prepared, {
    handles: { source: source.handle, destination: destination.handle },
    replicator: createReplicator({ signal, emit, uploadMethod }),
    emit,
    repositoryCreation: createRepositoryCreation(Date.now),
    signal,
  });
  feed.close();
  for (const index of prepared.plan.images.keys()) {
    const state = progress.imageState(index);
    if (state?.kind !== 'done') throw new Error(`Not copied: ${JSON.stringify(state)}`);
  }
}

async function copy(job: CopyJob): Promise<CopyFigures> {
  let planSeconds = 0;
  inEvents = 0;
  const { cpu, ...figures } = await measure(async () => {
    const begin = performance.now();
    const prepared = await prepare(job);
    planSeconds = (performance.now() - begin) / 1000;
    await run(prepared);
  });
  return { ...figures, planSeconds, cpu: { ...cpu, events: inEvents } };
}

process.on('message', (job: CopyJob) => {
  void copy(job).then((figures) => process.send?.(figures));
});
