import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tally } from './tally.ts';
import type { CallsToTry } from './try-calls.ts';

/** A message of a campaign process to its parent. */
export type ShardMessage =
  | { readonly kind: 'report'; readonly line: string }
  | { readonly kind: 'ended'; readonly tally: Tally };

/** Linux's file system in memory, where a database does not wait for a disk. */
const memory = '/dev/shm';

/** Tries calls in a new process. @throws when it ends without a result. */
export async function runShard({ report, ...part }: CallsToTry): Promise<Tally> {
  const child = fork(join(import.meta.dirname, 'shard.ts'), [JSON.stringify(part)], {
    env: { ...process.env, TMPDIR: existsSync(memory) ? memory : tmpdir() },
  });
  return new Promise((resolve, reject) => {
    child.on('message', (message: ShardMessage) => {
      if (message.kind === 'report') report(message.line);
      else resolve(message.tally);
    });
    child.once('close', (code) => reject(new Error(`A process of the campaign ended with ${code}.`)));
  });
}
