import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { BenchImage, Workload } from '../workloads/workloads.ts';
import type {
  CallFigures,
  RegistryAccess,
  RegistryAnswer,
  RegistryRequest,
  SeededImage,
} from '../processes/messages.ts';
import { messageOf } from '../processes/next-message.ts';

/** The ECR of the bench, which runs in another process. */
export interface BenchRegistry {
  readonly endpoint: string;
  readonly source: RegistryAccess;
  readonly destination: RegistryAccess;
  seed(repository: string, images: readonly BenchImage[]): Promise<readonly SeededImage[]>;
  prepare(to: Workload['to'], repository: string, from: string, isThere: boolean): Promise<void>;
  /** @throws Error when the destination does not have all images of the source. */
  check(to: Workload['to'], repository: string, from: string): Promise<void>;
  shape(network: NetworkShape): Promise<void>;
  takeCalls(): Promise<CallFigures>;
  close(): Promise<void>;
}

const isOfKind = <Kind extends RegistryAnswer['kind']>(
  answer: RegistryAnswer,
  kind: Kind,
): answer is Extract<RegistryAnswer, { kind: Kind }> => answer.kind === kind;

export async function startBenchRegistry(): Promise<BenchRegistry> {
  const child = fork(join(import.meta.dirname, 'registry-process.ts'), {
    // Frees buffers before V8 marks the whole heap for them, so that the registries are fast.
    execArgv: ['--max-semi-space-size=1'],
  });
  const { endpoint, source, destination } =
    await messageOf<Extract<RegistryAnswer, { kind: 'ready' }>>(child);

  async function ask<Kind extends RegistryAnswer['kind']>(
    request: RegistryRequest,
    kind: Kind,
  ): Promise<Extract<RegistryAnswer, { kind: Kind }>> {
    child.send(request);
    const answer = await messageOf<RegistryAnswer>(child);
    if (isOfKind(answer, kind)) return answer;
    throw new Error(`The registry answered ${answer.kind} instead of ${kind}.`);
  }

  return {
    endpoint,
    source,
    destination,
    seed: async (repository, images) => (await ask({ kind: 'seed', repository, images }, 'seeded')).images,
    prepare: async (to, repository, from, isThere) =>
      void (await ask({ kind: 'prepare', to, repository, from, isThere }, 'done')),
    async check(to, repository, from) {
      const { problem } = await ask({ kind: 'check', to, repository, from }, 'checked');
      if (problem !== undefined) throw new Error(`Not copied: ${problem}`);
    },
    shape: async (network) => void (await ask({ kind: 'shape', network }, 'done')),
    takeCalls: () => ask({ kind: 'take-calls' }, 'calls'),
    async close() {
      child.send({ kind: 'close' } satisfies RegistryRequest);
      await once(child, 'exit');
    },
  };
}
