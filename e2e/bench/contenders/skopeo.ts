import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { CopyFigures, CopyJob, RegistryAccess } from '../processes/messages.ts';
import type { BenchRegistry } from '../registry/bench-registry.ts';

// skopeo of Debian: `copy` for one image, `sync` for all images of a repository. It runs with its defaults, with one
// exception: a throttled PutImage, which ends it, is retried.

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

/** Runs a command and prints its process id and then its CPU time: Node does not report that of its children. */
const measuring = '"$@" & echo $! >&3; wait $!; status=$?; times >&3; exit $status';

/** Seconds in text such as `0m0.004000s`. */
const secondsOf = (time: string): number => {
  const [minutes = 0, seconds = 0] = time.replace('s', '').split('m').map(Number);
  return 60 * minutes + seconds;
};

/** The peak memory of a process, in bytes; 0 once it has ended. */
async function peakMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(status)?.[1] ?? 0);
}

/** Copies with a process of skopeo, which is measured from its start to its end. */
export async function copyBySkopeo(
  registry: BenchRegistry,
  job: CopyJob,
  folder: string,
): Promise<CopyFigures> {
  const destination = job.to === 'same-registry' ? registry.source : registry.destination;
  const environment = {
    PATH: process.env['PATH'],
    HOME: folder,
    // skopeo's cache of layer locations is in the folder of the bench, also for root.
    _CONTAINERS_ROOTLESS_UID: '1000',
    XDG_DATA_HOME: join(folder, job.repository),
    XDG_RUNTIME_DIR: folder,
  };
  // These images are not signed; signature policies of the machine can be missing.
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
  let output = '';
  let peak = 0;
  channel.on('data', (piece: Buffer) => (output += piece.toString()));
  const timer = setInterval(() => {
    const pid = Number(output.split('\n')[0]);
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
  const [user = '', system = ''] = output.trim().split('\n').at(-1)?.split(' ') ?? [];
  return {
    seconds,
    planSeconds: 0,
    cpu: { copy: secondsOf(user) + secondsOf(system), events: 0 },
    memory: { idle: 0, peak },
  };
}
