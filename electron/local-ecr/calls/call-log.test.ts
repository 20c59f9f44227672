import { describe, expect, it } from 'vitest';
import { CallLog, maxConcurrentCalls, type CallRecord } from './call-log.ts';

const spanning = (startedAt: number, endedAt?: number): CallRecord => ({
  service: 'api',
  operation: 'UploadLayerPart',
  at: new Date(),
  startedAt,
  endedAt,
  bytes: 0,
});

describe('maxConcurrentCalls', () => {
  it.each([
    ['nothing', [], 0],
    ['calls one after another', [spanning(0, 1), spanning(1, 2), spanning(3, 4)], 1],
    ['calls that overlap', [spanning(0, 5), spanning(1, 3), spanning(2, 4), spanning(4.5, 6)], 3],
    ['a call that never ends', [spanning(0), spanning(10, 11)], 2],
  ])('counts %s', (_what, records, maximum) => {
    expect(maxConcurrentCalls(records)).toBe(maximum);
  });
});

describe('CallLog', () => {
  it('records facts about a call until it ends', () => {
    const calls = new CallLog();
    const call = calls.begin({ service: 'api', operation: 'UploadLayerPart' });
    expect(calls.all[0]?.outcome).toBeUndefined();
    call.addFacts({ uploadId: 'u', part: { firstByte: 0, lastByte: 9 } });
    call.moved(10);
    call.end('ok');
    expect(calls.of('UploadLayerPart')).toMatchObject([{ uploadId: 'u', bytes: 10, outcome: 'ok' }]);
    expect(calls.of('PutImage')).toEqual([]);
    expect(calls.layerBytes).toBe(10);
    calls.clear();
    expect(calls.all).toEqual([]);
  });
});
