import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { InvocationEnd } from './runtime-api.ts';
import { startRuntimeApi } from './runtime-api.ts';

/** The packaged function in a process of its own, as Lambda runs it. */
export interface FunctionProcess {
  invoke(event: unknown, milliseconds: number, functionArn: string): Promise<InvocationEnd>;
  /** The lines of its standard output. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

/**
 * AWS's runtime client (`aws-lambda-ric` of npm), when `AWS_LAMBDA_RIC` is the path of its `index.mjs`, and a client of
 * this project otherwise.
 */
function listArguments(bundle: string): readonly string[] {
  const client = process.env['AWS_LAMBDA_RIC'];
  return client ? [client, 'index.handler'] : [join(import.meta.dirname, 'runtime-client.ts'), bundle];
}

/** @param bundle the path of `index.mjs`. */
export async function startFunctionProcess(
  bundle: string,
  environment: Readonly<Record<string, string>>,
): Promise<FunctionProcess> {
  const api = await startRuntimeApi();
  const lines: string[] = [];
  const child: ChildProcess = spawn(process.execPath, listArguments(bundle), {
    cwd: dirname(bundle),
    env: {
      ...environment,
      PATH: process.env['PATH'],
      AWS_LAMBDA_RUNTIME_API: api.address,
      LAMBDA_TASK_ROOT: dirname(bundle),
      _HANDLER: 'index.handler',
      AWS_LAMBDA_FUNCTION_VERSION: '1',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '1024',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/replicator',
      AWS_LAMBDA_LOG_STREAM_NAME: 'local',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.stdout) createInterface(child.stdout).on('line', (line) => lines.push(line));
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  return {
    lines,
    invoke: (...args) =>
      Promise.race([
        api.invoke(...args),
        ended.then((): InvocationEnd => {
          throw new Error(`The function ended: ${lines.join('\n')}`);
        }),
      ]),
    async close() {
      child.kill();
      await ended;
      await api.close();
    },
  };
}
