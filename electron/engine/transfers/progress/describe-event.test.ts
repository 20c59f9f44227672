import { expect, test } from 'vitest';
import type { ErrorData } from '../../../../shared/models/result.ts';
import { describeReplicationEvent } from './describe-event.ts';

const error: ErrorData = { code: 'network', message: 'The registry did not answer.', retryable: true };
const textOf = (event: Parameters<typeof describeReplicationEvent>[0]) =>
  describeReplicationEvent(event, () => 0);

test('the log states that the ECR API replaces the registry endpoint, why, and for how long', () => {
  expect(textOf({ kind: 'registry-unavailable', error, retryIn: 60_000 })).toEqual({
    level: 'warning',
    text: 'Layers are uploaded through the ECR API; the registry endpoint is tried again in 1 min. The registry did not answer.',
  });
  expect(textOf({ kind: 'registry-unavailable', error, retryIn: undefined })).toEqual({
    level: 'warning',
    text: 'Layers are uploaded through the ECR API from now on. The registry did not answer.',
  });
});

test('the log states that the registry endpoint is used again', () => {
  expect(textOf({ kind: 'registry-available' })).toEqual({
    level: 'info',
    text: 'The registry endpoint responds again: layers are uploaded through it from now on.',
  });
});
