import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** The next message of a process. @throws when the process exits first. */
export async function messageOf<Message>(child: ChildProcess): Promise<Message> {
  const ended = new AbortController();
  const { signal } = ended;
  try {
    return await Promise.race([
      new Promise<Message>((resolve) => child.once('message', (message: Message) => resolve(message))),
      once(child, 'exit', { signal }).then(() => Promise.reject(new Error('A process of the bench ended.'))),
    ]);
  } finally {
    ended.abort();
  }
}
