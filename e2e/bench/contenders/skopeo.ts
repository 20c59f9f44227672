import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CopyFigures, CopyJob, RegistryAccess } from '../processes/messages.ts';
import type { BenchRegistry } from '../registry/bench-registry.ts';

// skopeo as Debian has it: `copy` for one image, `sync` for all images of a repository. Its defaults are left alone but for
// one: a throttled PutImage, which would end it, is tried again.

const retries = ['--retry-times', '5'];

const access = (side: 'src' | 'dest', { password }: RegistryAccess): readonly string[] => [
  `--${side}-tls-verify=false`,
  `--${side}-creds=AWS:${password}`,
];

function commandFor(
  { from, repository, images }: CopyJob,
  source: RegistryAccess,
  destination: RegistryAccess,
): readonly string[] {
  const options = [...retries, ...access('src', source), ...access('dest', destination)];
  const [only, ...others] = images;
  if (only && others.length === 0) {
    const [tag] = only.tags;
    const names = [
      `docker://${source.host}/${from}:${tag}`,
      `docker://${destination.host}/${repository}:${tag}`,
    ];
    return ['copy', ...options, ...names];
  }
  // `sync` puts the repository, by the last part of its name, below the destination.
  const below = repository.slice(0, repository.lastIndexOf('/'));
  return [
    'sync',
    ...options,
    '--src=docker',
    '--dest=docker',
    `${source.host}/${from}`,
    `${destination.host}/${below}`,
  ];
}

/** Runs a command and tells its process and then the CPU that it took: Node itself does not know of its children's. */
const measuring = '"$@" & echo $! >&3; wait $!; status=$?; times >&3; exit $status';

/** Seconds of `0m0.004000s`. */
const secondsOf = (time: string): number => {
  const [minutes = 0, seconds = 0] = time.replace('s', '').split('m').map(Number);
  return 60 * minutes + seconds;
};

/** The most memory that a process has had, in bytes; 0 once it has ended. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** Copies by a process of skopeo, which is measured from its start to its end. */
export async function copyBySkopeo(
  registry: BenchRegistry,
  job: CopyJob,
  folder: string,
): Promise<CopyFigures> {
  const destination = job.to === 'same-registry' ? registry.source : registry.destination;
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    // What it remembers of layers stays in the bench's own folder, as it does for anybody but root.
    _CONTAINERS_ROOTLESS_UID: '1000',
    XDG_DATA_HOME: join(folder, job.repository),
    XDG_RUNTIME_DIR: folder,
  };
  // These images are not signed; policies about it are the machine's business and may be missing.
  const command = ['skopeo', '--insecure-policy', ...commandFor(job, registry.source, destination)];
  const begin = performance.now();
  const child = spawn('sh', ['-c', measuring, 'sh', ...command], {
    env: environment,
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  const { stderr, stdio } = child;
  const channel = stdio[3];
  if (!stderr || !channel || !('on' in channel) || !('setEncoding' in channel))
    throw new Error('skopeo was not started.');
  let told = '';
  let peak = 0;
  channel.on('data', (piece: Buffer) => (told += piece.toString()));
  const timer = setInterval(() => {
    const pid = Number(told.split('\n')[0]);
    if (pid > 0) void peakMemory(pid).then((now) => (peak = Math.max(peak, now)));
  }, 20);
  try {
    const [words, status] = await Promise.all([
      text(stderr),
      new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve)),
    ]);
    if (status !== 0) throw new Error(`skopeo failed: ${words.trim().split('\n').at(-1)}`);
  } finally {
    clearInterval(timer);
  }
  const seconds = (performance.now() - begin) / 1000;
  const [user = '', system = ''] = told.trim().split('\n').at(-1)?.split(' ') ?? [];
  return {
    seconds,
    planSeconds: 0,
    cpu: { copy: secondsOf(user) + secondsOf(system), events: 0 },
    memory: { idle: 0, peak },
  };
}
