import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
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

/** `12 of 40 transfers finished, 1 failed` */
const describeCounts = (all: number, done: number, failed: number): string =>
  `${formatNumber(done)} of ${formatCount(all, 'transfer')} finished, ${formatNumber(failed)} failed`;

function describeDone(done: readonly Transfer[]): NotificationText | undefined {
  const [first] = done;
  if (!first) return undefined;
  const bytes = done.reduce((sum, transfer) => sum + transfer.bytes.transferred, 0);
  const images = done.reduce((sum, transfer) => sum + transfer.images.length, 0);
  return {
    title:
      done.length === 1
        ? `Replication of ${first.destination.repositoryName} finished`
        : `${formatCount(done.length, 'transfer')} finished`,
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
  const [first] = failed;
  if (first?.state.kind !== 'failed') return describeDone(done);
  const { message } = first.state.error;
  if (finished.length === 1)
    return { title: `Replication of ${first.destination.repositoryName} failed`, body: message };
  return {
    title: describeCounts(finished.length, done.length, failed.length),
    body: `First error: ${message}`,
  };
}

/**
 * Describes the first failure of a queue whose other transfers continue.
 * @param finished the transfers that have finished until now.
 * @param left how many have not finished.
 */
export function describeFirstFailure(
  finished: readonly Transfer[],
  left: number,
): NotificationText | undefined {
  const failed = finished.filter(({ state }) => state.kind === 'failed');
  const done = finished.filter(({ state }) => state.kind === 'done');
  const [first] = failed;
  if (first?.state.kind !== 'failed') return undefined;
  return {
    title: describeCounts(finished.length + left, done.length, failed.length),
    body: `Replication of ${first.destination.repositoryName} failed: ${first.state.error.message}`,
  };
}
