import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import type { ChildLine } from './child-line.ts';
import { childLineSchema } from './child-line.ts';

/** The steps of a transfer at which a process is killed. */
export const moments = ['enqueue', 'copy', 'record'] as const;
export type Moment = (typeof moments)[number];

interface Kill {
  readonly folder: string;
  readonly request: ReplicationRequest;
  /** The prefix of its destination repositories. */
  readonly prefix: string;
  readonly moment: Moment;
  /** The occurrence of the moment: 1 is the first. */
  readonly occurrence: number;
  /** Milliseconds after the moment. */
  readonly delay: number;
  /** Compiled code that all processes share, so that each starts fast. */
  readonly compileCache: string;
}

export interface KilledChild {
  /** Ids of the transfers that it has reported as stored. */
  readonly acknowledged: readonly string[];
  /** Ids of transfers whose history entry it had begun to write. */
  readonly recorded: readonly string[];
  readonly lastLine: ChildLine['kind'] | undefined;
}

const script = join(import.meta.dirname, 'transfer-child.ts');

/** Starts a process that copies images and kills it at a moment of its work. */
export async function killChild(kill: Kill): Promise<KilledChild> {
  const { folder, request, prefix, moment, occurrence, delay, compileCache } = kill;
  const child = spawn(process.execPath, [script, folder, JSON.stringify(request), prefix], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache },
  });
  const exit = once(child, 'exit');
  const lines: ChildLine[] = [];
  let met = 0;
  let killing: Promise<void> | undefined;
  const killLater = async (): Promise<void> => {
    await setTimeout(delay);
    child.kill('SIGKILL');
  };
  for await (const text of createInterface({ input: child.stdout })) {
    const line = childLineSchema.parse(JSON.parse(text));
    lines.push(line);
    if (line.kind === moment) met += 1;
    if (met === occurrence) killing ??= killLater();
  }
  await killing;
  const [, signal] = await exit;
  if (signal !== 'SIGKILL') throw new Error(`The process ended by itself after ${lines.at(-1)?.kind}.`);
  return {
    acknowledged: lines.flatMap((line) => (line.kind === 'acknowledged' ? line.id : [])),
    recorded: lines.flatMap((line) => (line.kind === 'record' ? line.id : [])),
    lastLine: lines.at(-1)?.kind,
  };
}
