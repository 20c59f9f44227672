import { fork } from 'node:child_process';
import { nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import type { CopyFigures, CopyJob } from '../processes/messages.ts';
import { messageOf } from '../processes/next-message.ts';

/**
 * Copies in a new Node process, which is started like the command line.
 *
 * @param script an absolute path.
 * @param warmUp a small copy beforehand that loads lazily loaded modules, as in a running app.
 * @param begin called between the two copies.
 * @param options options of Node.
 */
export async function copyInProcess(
  script: string,
  environment: NodeJS.ProcessEnv,
  warmUp: CopyJob,
  job: CopyJob,
  begin: () => Promise<void>,
  options = nodeOptions,
): Promise<CopyFigures> {
  const child = fork(script, { env: environment, execArgv: [...options, ...profiling()] });
  try {
    child.send(warmUp);
    await messageOf<CopyFigures>(child);
    await begin();
    child.send(job);
    return await messageOf<CopyFigures>(child);
  } finally {
    if (child.connected) child.disconnect();
  }
}

/** `BENCH_CPU_PROFILES=folder` writes a CPU profile of each process there. */
function profiling(): readonly string[] {
  const folder = process.env['BENCH_CPU_PROFILES'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
