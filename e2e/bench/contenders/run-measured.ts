import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';

const report = z.object({
  seconds: z.number(),
  /** User and system time of the process and its children. */
  cpuSeconds: z.number(),
  /** The peak of its resident memory, in bytes. */
  peakMemory: z.number(),
  /** What the network device carried, with headers and what was sent again. */
  wireBytes: z.number(),
  code: z.number(),
});

/** The cost of a whole process, from its start to its end. */
export type ProcessCost = Omit<z.infer<typeof report>, 'code'>;

/** Where a process runs, and the network device whose bytes are counted. */
export interface ProcessPlace {
  /** A path of a network namespace; undefined for this process's own. */
  readonly namespace?: string;
  readonly device: string;
}

export interface Command {
  readonly words: readonly string[];
  /** All its variables. */
  readonly environment: NodeJS.ProcessEnv;
}

/** Runs a process and measures it. @returns its cost and its output. @throws with the end of its errors when it fails. */
export async function runMeasured(
  { words, environment }: Command,
  { namespace, device }: ProcessPlace,
): Promise<{ readonly cost: ProcessCost; readonly output: string }> {
  const child = spawn(
    'python3',
    [join(import.meta.dirname, 'run-measured.py'), namespace ?? '-', device, ...words],
    { env: environment, stdio: ['ignore', 'pipe', 'pipe', 'pipe'] },
  );
  const [, printed, errors, reported] = child.stdio;
  if (!printed || !errors || !reported || !('readable' in reported))
    throw new Error('The process has no channels.');
  const [output, problems, answer] = await Promise.all([text(printed), text(errors), text(reported)]);
  if (answer === '') throw new Error(`The command did not start: ${problems.trim()}`);
  const { code, ...cost } = report.parse(JSON.parse(answer));
  if (code !== 0)
    throw new Error(`${words[0]} ended with ${code}: ${problems.trim().replaceAll(/\s+/g, ' ').slice(-600)}`);
  return { cost, output };
}
