import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';

/** What a notification says. */
export interface Message {
  readonly title: string;
  readonly body: string;
}

const imagesOf = (transfers: readonly Transfer[]): number =>
  transfers.reduce((sum, { images }) => sum + images.length, 0);

/** What to say when the last of these has ended; nothing when a person has cancelled them all. */
export function endMessage(ended: readonly Transfer[]): Message | undefined {
  const failed = ended.filter(({ state }) => state.kind === 'failed');
  const done = ended.filter(({ state }) => state.kind === 'done');
  const [firstFailed] = failed;
  const [firstDone] = done;
  if (firstFailed?.state.kind === 'failed') {
    const { repositoryName } = firstFailed.destination;
    return failed.length === 1 && done.length === 0
      ? { title: `${repositoryName} was not replicated`, body: firstFailed.state.error.message }
      : {
          title: `${formatCount(failed.length, 'replication')} failed`,
          body: `${formatCount(done.length, 'other')} went well. The first failure: ${firstFailed.state.error.message}`,
        };
  }
  if (!firstDone) return undefined;
  const moved = formatBytes(done.reduce((sum, { bytes }) => sum + bytes.transferred, 0));
  const images = formatCount(imagesOf(done), 'image');
  return done.length === 1
    ? { title: `${firstDone.destination.repositoryName} is replicated`, body: `${images}, ${moved} moved.` }
    : { title: `${formatCount(done.length, 'replication')} are done`, body: `${images}, ${moved} moved.` };
}
