import type { ErrorCode, Side } from '../models/result.ts';
import type { Stall } from '../models/transfer.ts';

/** Errors of the way to AWS. Every other error is an answer, so that the network is there. */
const networkCodes: ReadonlySet<ErrorCode> = new Set(['network', 'no-progress', 'offline', 'proxy']);

const services: Record<Side, string> = {
  source: 'the source registry',
  destination: 'the destination registry',
};

/** What a transfer without movement waits for, as in `waiting for the network`. */
export function describeAwaited({ error }: Stall): string {
  if (!error || networkCodes.has(error.code)) return 'the network';
  return error.side ? services[error.side] : 'AWS';
}

/** Why no data is moving, and when the transfer continues, in sentences. */
export function describeStall(stall: Stall): string {
  const awaited = describeAwaited(stall);
  const continues =
    awaited === 'the network' ? 'the network is back' : `${awaited} accepts the request that it refuses now`;
  return `No data is moving. ${stall.error?.message ?? 'Check the network, VPN and proxy.'} The transfer continues as soon as ${continues}.`;
}
