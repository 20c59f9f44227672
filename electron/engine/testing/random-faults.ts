import type { Arbitrary } from 'fast-check';
import { array, constantFrom, oneof, record } from 'fast-check';
import type { Fault, FaultEffect } from '../local-ecr/faults/fault.ts';

const afterBytes = constantFrom(0, 1, 700, 5_000_000);

/** What may go wrong. Not `stall`, which only ends with minutes. */
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

/** Any call, or those of one operation. */
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

/** A row of faults, each striking once, a few times, or more often than anything is tried. */
export const randomFaults: Arbitrary<readonly Fault[]> = array(
  record({ effect, operation, times: constantFrom(1, 1, 1, 2, 3, 9) }).map(
    ({ effect: what, operation: where, times }) => ({
      ...what,
      ...(where === undefined ? {} : { operation: where }),
      times,
    }),
  ),
  { maxLength: 5 },
);
