import { fork } from 'node:child_process';
import { nodeOptions } from '../../../electron/testing/cli/node-arguments.ts';
import type { CopyFigures, CopyJob } from '../processes/messages.ts';
import { messageOf } from '../processes/next-message.ts';

/**
 * Copies in a fresh process of Node, which is started as the command line is.
 *
 * @param script an absolute path.
 * @param warmUp a small copy beforehand that loads what is loaded on first use, as an app that is running has.
 * @param begin called between the two.
 * @param options Node's own.
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

/** `BENCH_CPU_PROFILES=folder` leaves a CPU profile of each process there. */
function profiling(): readonly string[] {
  const folder = process.env['BENCH_CPU_PROFILES'];
  return folder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${folder}`];
}
