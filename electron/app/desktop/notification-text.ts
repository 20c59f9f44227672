import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import type { Transfer, TransferStatus } from '../../../shared/models/transfer.ts';

export interface NotificationText {
  readonly title: string;
  readonly body: string;
}

/** @returns undefined when the transfer does not wait for a sign-in. */
export const describeRequiredSignIn = ({ state }: TransferStatus): NotificationText | undefined =>
  state.kind === 'waiting-for-credentials'
    ? { title: 'Sign-in required', body: state.error.message }
    : undefined;

const describeFailed = (failed: Transfer, message: string, others: number, done: number): NotificationText =>
  others === 0 && done === 0
    ? { title: `Replication of ${failed.destination.repositoryName} failed`, body: message }
    : {
        title: `${formatCount(others + 1, 'replication')} failed`,
        body: `${formatCount(done, 'other')} finished. First error: ${message}`,
      };

function describeDone(done: readonly Transfer[]): NotificationText | undefined {
  const [first] = done;
  if (!first) return undefined;
  const bytes = done.reduce((sum, transfer) => sum + transfer.bytes.transferred, 0);
  const images = done.reduce((sum, transfer) => sum + transfer.images.length, 0);
  return {
    title:
      done.length === 1
        ? `Replication of ${first.destination.repositoryName} finished`
        : `${formatCount(done.length, 'replication')} finished`,
    body: `${formatCount(images, 'image')}, ${formatBytes(bytes)} transferred.`,
  };
}

/**
 * Describes transfers that have all finished: the failed ones if there are any, otherwise the successful ones.
 * @returns undefined when the user canceled all of them.
 */
export function describeFinished(finished: readonly Transfer[]): NotificationText | undefined {
  const failed = finished.filter(({ state }) => state.kind === 'failed');
  const done = finished.filter(({ state }) => state.kind === 'done');
  const [first, ...others] = failed;
  return first?.state.kind === 'failed'
    ? describeFailed(first, first.state.error.message, others.length, done.length)
    : describeDone(done);
}
