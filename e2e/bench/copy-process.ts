import { createAwsAccess } from '../../electron/engine/aws/aws-access.ts';
import { createPlans } from '../../electron/engine/plans/plans.ts';
import type { ReplicationEvent } from '../../electron/engine/replication/replication-event.ts';
import { createReplicator } from '../../electron/engine/replication/replicator.ts';
import { createdRepositories } from '../../electron/engine/transfers/created-repositories.ts';
import { runPlan } from '../../electron/engine/transfers/run-plan.ts';
import { createTransferProgress } from '../../electron/engine/transfers/transfer-progress.ts';
import { createUpdateFeed } from '../../electron/engine/transfers/update-feed.ts';
import { defaultReplicationOptions } from '../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../shared/models/repository-settings.ts';
import { build, production } from '../test-accounts.ts';
import type { CopyFigures, CopyRequest } from './messages.ts';

// One copy, put together as the app does it, with a clock around everything that telling progress does.

/** Milliseconds of CPU that this thread has used; other programs on the machine do not count. */
const threadCpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
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

async function copy({ repository, digest, tags }: CopyRequest): Promise<void> {
  const plans = createPlans(createAwsAccess({ environment: process.env }));
  const prepared = await plans.create({
    source: { profile: build.name, region: build.region, repositoryName: repository },
    destination: {
      profile: production.name,
      region: production.region,
      repositoryName: repository,
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images: [{ digest, sourceTags: [...tags], destinationTags: [...tags] }],
    options: defaultReplicationOptions,
  });
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
  progress.begin();
  await runPlan(prepared, {
    replicator: createReplicator({ signal, emit }),
    progress,
    created: createdRepositories(Date.now),
    signal,
    imageChanged: () => feed.stateChanged(),
  });
  feed.close();
  const state = progress.imageState(0);
  if (state?.kind !== 'done' || !state.verified) throw new Error(`Not copied: ${JSON.stringify(state)}`);
}

/** Watches the resident memory until it is called. */
function watchMemory(): () => number {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  return () => {
    look();
    clearInterval(timer);
    return peak;
  };
}

async function measure(request: CopyRequest): Promise<CopyFigures> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const peakOf = watchMemory();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  inEvents = 0;
  await copy(request);
  const { user, system } = process.cpuUsage(cpu);
  return {
    memory: { idle, peak: peakOf() },
    cpu: { copy: (user + system) / 1000, events: inEvents },
    seconds: (performance.now() - begin) / 1000,
  };
}

process.on('message', (request: CopyRequest) => {
  void measure(request).then((figures) => process.send?.(figures));
});
