import { createAwsAccess } from '../../../electron/engine/aws/clients/aws-access.ts';
import { createPlans } from '../../../electron/engine/plan/plan-store.ts';
import type { ReplicationEvent } from '../../../electron/engine/replication/replication-event.ts';
import { createReplicator } from '../../../electron/engine/replication/replicator.ts';
import { createdRepositories } from '../../../electron/engine/transfers/run/created-repositories.ts';
import { runPlan } from '../../../electron/engine/transfers/run/run-plan.ts';
import { createTransferProgress } from '../../../electron/engine/transfers/progress/transfer-progress.ts';
import { createUpdateFeed } from '../../../electron/engine/transfers/progress/snapshot-notifier.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { build, production } from '../../fixtures/test-accounts.ts';
import type { CopyFigures, CopyJob } from '../messages.ts';
import { measure } from './measure.ts';

// Our copies, put together as the app does it, with a clock around everything that telling progress does.

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

/** One for all copies, as the app has it: whom a profile acts as is known from before. */
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
  // What crosses to the renderer is copied on the way.
  const feed = createUpdateFeed(
    clocked(() => progress.takeUpdate()),
    clocked((update) => void structuredClone(update)),
  );
  const emit = clocked((event: ReplicationEvent) =>
    progress.apply(event) ? feed.stateChanged() : feed.bytesMoved(),
  );
  const { signal } = new AbortController();
  const { door } = prepared.plan.request.options;
  progress.begin();
  await runPlan(prepared, {
    replicator: createReplicator({ signal, emit, door }),
    progress,
    created: createdRepositories(Date.now),
    signal,
    imageChanged: () => feed.stateChanged(),
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
