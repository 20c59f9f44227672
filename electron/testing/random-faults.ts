import type { Arbitrary } from 'fast-check';
import { array, constantFrom, nat, oneof, option, record } from 'fast-check';
import type { Fault, FaultEffect } from '../local-ecr/faults/fault.ts';

const afterBytes = constantFrom(0, 1, 700, 5_000_000);

/** The effects of faults except `stall`, which lasts for minutes. */
const effect: Arbitrary<FaultEffect> = oneof(
  constantFrom<FaultEffect[]>(
    { kind: 'lose-answer' },
    { kind: 'lose-answer' },
    { kind: 'reset-request' },
    { kind: 'server-error', status: 500 },
    { kind: 'server-error', status: 503 },
    { kind: 'throttle' },
    { kind: 'access-denied' },
    { kind: 'kms-failure' },
    { kind: 'limit-exceeded' },
    { kind: 'upload-expired' },
    { kind: 'collect-layers' },
    { kind: 'collect-layers' },
    { kind: 'corrupt-layer' },
  ),
  afterBytes.chain((bytes) =>
    constantFrom<FaultEffect[]>(
      { kind: 'reset-download', afterBytes: bytes },
      { kind: 'expire-download', afterBytes: bytes },
      { kind: 'truncate-layer', afterBytes: bytes },
      { kind: 'reset-request-body', afterBytes: bytes },
    ),
  ),
);

/** The operation that a fault applies to; undefined for all operations. */
const operation = constantFrom(
  undefined,
  'BatchCheckLayerAvailability',
  'BatchGetImage',
  'ListImageReferrers',
  'GetDownloadUrlForLayer',
  'DownloadLayer',
  'InitiateLayerUpload',
  'UploadLayerPart',
  'CompleteLayerUpload',
  'PutImage',
  'PutImage',
);

export interface RandomFault {
  readonly fault: Fault;
  /** The node of the graph whose PutImage call fails; undefined for any call. */
  readonly atNode: number | undefined;
}

/** A list of faults, each injected once, a few times, or more often than the number of attempts. */
export const randomFaults: Arbitrary<readonly RandomFault[]> = array(
  record({
    effect,
    operation,
    times: constantFrom(1, 1, 1, 2, 3, 9),
    atNode: option(nat({ max: 9 }), { nil: undefined, freq: 2 }),
  }).map(({ effect: what, operation: where, times, atNode }) => ({
    fault: { ...what, ...(where === undefined ? {} : { operation: where }), times },
    atNode: where === 'PutImage' ? atNode : undefined,
  })),
  { maxLength: 5 },
);
