import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tally } from './tally.ts';
import type { CallsToTry } from './try-calls.ts';

/** What a process of the campaign sends to the one that has started it. */
export type ShardMessage =
  { readonly kind: 'report'; readonly line: string } | { readonly kind: 'ended'; readonly tally: Tally };

/** A file system in memory, as Linux has it: what a database writes there need not reach a disk before it goes on. */
const memory = '/dev/shm';

/** Tries calls in a process of its own. @throws when that ends without having reported what it found. */
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
