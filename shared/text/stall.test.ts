import { expect, test } from 'vitest';
import type { Stall } from '../models/transfer.ts';
import { describeAwaited, describeStall } from './stall.ts';

const stalled = (error?: Stall['error']): Stall => ({ since: 1, error });

test('a transfer without an error waits for the network', () => {
  expect(describeAwaited(stalled())).toBe('the network');
  expect(describeStall(stalled())).toBe(
    'No data is moving. Check the network, VPN and proxy. The transfer continues as soon as the network is back.',
  );
});

test.each([
  ['offline', 'the network'],
  ['proxy', 'the network'],
  ['service-unavailable', 'the destination registry'],
  ['throttled', 'the destination registry'],
] as const)('after %s it waits for %s', (code, awaited) => {
  const error = { code, message: 'A sentence.', side: 'destination', retryable: true } as const;
  expect(describeAwaited(stalled(error))).toBe(awaited);
});

test('an answer of AWS is no reason to check the network', () => {
  const unavailable = {
    code: 'service-unavailable',
    message: 'ECR is unavailable.',
    retryable: true,
  } as const;
  expect(describeStall(stalled(unavailable))).toBe(
    'No data is moving. ECR is unavailable. The transfer continues as soon as AWS accepts the request that it refuses now.',
  );
});
