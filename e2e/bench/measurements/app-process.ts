import { z } from 'zod';
import { createBandwidth } from '../../../electron/engine/async/bandwidth.ts';
import { openAccess } from '../../../electron/cli/identity/open-access.ts';
import { createPlans } from '../../../electron/engine/plan/plan-store.ts';
import { createReplicator } from '../../../electron/engine/replication/replicator.ts';
import { neverPaused } from '../../../electron/engine/replication/scheduler/pause-controller.ts';
import { createRepositoryCreation } from '../../../electron/engine/transfers/run/repository-creation.ts';
import { runPlan } from '../../../electron/engine/transfers/run/execute-run.ts';
import type { TransferEvent } from '../../../electron/engine/transfers/progress/transfer-event.ts';
import { createTransferProgress } from '../../../electron/engine/transfers/progress/transfer-progress.ts';
import { createSnapshotNotifier } from '../../../electron/engine/transfers/progress/snapshot-notifier.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { build, production } from '../../accounts/test-accounts.ts';

// app-process.ts JOB: a copy with the components of the app, which has a bandwidth limit and reports progress to a window.
// Prints the seconds of CPU of its progress reports and of everything.

const jobSchema = z.object({
  from: z.string(),
  repository: z.string(),
  images: z.array(z.object({ digest: z.string(), tags: z.array(z.string()).readonly() })).readonly(),
  bytesPerSecond: z.number().optional(),
});
/** A `CopyJob` with a bandwidth limit, as JSON. */
export type AppJob = z.infer<typeof jobSchema>;

/** Seconds of CPU that this thread has used; other programs on the machine do not count. */
const threadCpu = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000_000;
};

let eventSeconds = 0;
const clocked = <Given extends readonly unknown[], Result>(work: (...given: Given) => Result) =>
  function timed(...given: Given): Result {
    const begin = threadCpu();
    try {
      return work(...given);
    } finally {
      eventSeconds += threadCpu() - begin;
    }
  };

const { from, repository, images, bytesPerSecond } = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
const prepared = await createPlans(openAccess({ environment: process.env, stderr: process.stderr })).create({
  source: { profile: build.name, region: build.region, repositoryName: from },
  destination: {
    profile: production.name,
    region: production.region,
    repositoryName: repository,
    createRepository: false,
    settings: defaultSettingChoices,
  },
  images: images.map(({ digest, tags }) => ({ digest, sourceTags: [...tags], destinationTags: [...tags] })),
  options: defaultReplicationOptions,
});
const progress = createTransferProgress('bench', prepared.plan, Date.now);
// Events to the renderer are cloned on the way.
const notifier = createSnapshotNotifier(
  clocked(() => progress.takeUpdate()),
  clocked((update) => void structuredClone(update)),
);
const emit = clocked((event: TransferEvent) =>
  progress.apply(event).isStateChange ? notifier.stateChanged() : notifier.bytesMoved(),
);
const { signal } = new AbortController();
emit({ kind: 'transfer-started' });
await runPlan(prepared, {
  handles: {
    source: { ...prepared.inputs.source.handle, bandwidth: createBandwidth(bytesPerSecond) },
    destination: prepared.inputs.destination.handle,
  },
  replicator: createReplicator({ signal, emit, uploadMethod: prepared.plan.request.options.uploadMethod }),
  emit,
  repositoryCreation: createRepositoryCreation(),
  pauseSignal: neverPaused,
  signal,
});
notifier.close();
for (const index of prepared.plan.images.keys()) {
  const state = progress.imageState(index);
  if (state?.kind !== 'done') throw new Error(`Not copied: ${JSON.stringify(state)}`);
}
const { user, system } = process.cpuUsage();
console.log(JSON.stringify({ eventSeconds, seconds: (user + system) / 1_000_000 }));
process.exit();
