import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { Link } from '../network/link.ts';
import type { BenchImage } from '../workloads/workloads.ts';
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
  /** Path of the certificate that clients must trust, in PEM. */
  readonly authorityFile: string;
  seed(repository: string, images: readonly BenchImage[]): Promise<readonly SeededImage[]>;
  prepare(repository: string, from: string, isThere: boolean): Promise<void>;
  /** @throws Error when the destination does not have all images of the source. */
  check(repository: string, from: string): Promise<void>;
  shape(network: NetworkShape): Promise<void>;
  takeCalls(): Promise<CallFigures>;
  close(): Promise<void>;
}

export interface BenchRegistryOptions {
  /** Where the certificate of the authority is written. */
  readonly folder: string;
  readonly scheme: 'http' | 'https';
  /** The link at whose end it runs; on the loopback interface by default. */
  readonly link?: Link | undefined;
}

const isOfKind = <Kind extends RegistryAnswer['kind']>(
  answer: RegistryAnswer,
  kind: Kind,
): answer is Extract<RegistryAnswer, { kind: Kind }> => answer.kind === kind;

export async function startBenchRegistry({
  folder,
  scheme,
  link,
}: BenchRegistryOptions): Promise<BenchRegistry> {
  const words = [
    // Frees buffers before V8 marks the whole heap for them, so that the registries are fast.
    '--max-semi-space-size=1',
    join(import.meta.dirname, 'registry-process.ts'),
    scheme,
    link?.serverAddress ?? '127.0.0.1',
  ];
  const stdio = ['ignore', 'inherit', 'inherit', 'ipc'] as const;
  const child = link
    ? spawn('nsenter', [`--net=${link.namespaces.server}`, process.execPath, ...words], { stdio: [...stdio] })
    : spawn(process.execPath, words, { stdio: [...stdio] });
  const { endpoint, source, destination, authority } =
    await messageOf<Extract<RegistryAnswer, { kind: 'ready' }>>(child);
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, authority);

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
    authorityFile,
    seed: async (repository, images) => (await ask({ kind: 'seed', repository, images }, 'seeded')).images,
    prepare: async (repository, from, isThere) =>
      void (await ask({ kind: 'prepare', repository, from, isThere }, 'done')),
    async check(repository, from) {
      const { problem } = await ask({ kind: 'check', repository, from }, 'checked');
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
