import { z } from 'zod';
import { pageOf } from '../../registry/paging.ts';
import type { Registry } from '../../registry/registry.ts';
import type { Backfill } from '../../replication/backfill.ts';
import { isEnded, progressOf } from '../../replication/backfill.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';
import { operation } from '../protocol/operation.ts';
import { choice, registryId, text, whole } from '../protocol/schema.ts';
import { replicationDestination } from './replication-operations.ts';

const byId = { registryId, replicationBackfillId: text(1, 128) };

const seconds = (milliseconds: number): number => epochSeconds(new Date(milliseconds));

const started = (registry: Registry, { id, destination, status, startedAt }: Backfill): object => ({
  registryId: registry.accountId,
  replicationBackfillId: id,
  destination,
  status,
  startedAt: seconds(startedAt),
});

const detail = (registry: Registry, backfill: Backfill): object => ({
  ...started(registry, backfill),
  failureCode: backfill.failureCode,
  progress: progressOf(backfill),
  ...(backfill.endedAt !== undefined && { endedAt: seconds(backfill.endedAt) }),
});

export const startReplicationBackfill = operation({
  input: z.object({ registryId, destination: replicationDestination }),
  run: ({ registry, services }, { destination }) =>
    started(registry, services.replications.startBackfill(registry, destination)),
});

export const stopReplicationBackfill = operation({
  input: z.object(byId),
  run: ({ registry, services }, { replicationBackfillId }) =>
    started(registry, services.replications.stopBackfill(registry, replicationBackfillId)),
});

export const listReplicationBackfills = operation({
  input: z.object({ registryId, nextToken: z.string().optional(), maxResults: whole(1, 50).optional() }),
  run: ({ registry, services }, { nextToken, maxResults = 25 }) => {
    const backfills = services.replications
      .backfillsOf(registry)
      .map((backfill, index) => ({ backfill, position: String(index).padStart(6, '0') }));
    const page = pageOf(backfills, ({ position }) => position, {
      list: `ListReplicationBackfills ${registry.host}`,
      maxResults,
      nextToken,
    });
    return {
      registryId: registry.accountId,
      backfills: page.items.map(({ backfill }) => detail(registry, backfill)),
      nextToken: page.nextToken,
    };
  },
});

export const describeReplicationBackfillResults = operation({
  input: z.object({
    ...byId,
    resultStatusFilter: choice('COMPLETE', 'FAILED').optional(),
    nextToken: z.string().optional(),
    maxResults: whole(1, 1000).optional(),
  }),
  run: ({ registry, services }, input) => {
    const backfill = services.replications.backfill(registry, input.replicationBackfillId);
    const { resultStatusFilter: wanted } = input;
    const results = (isEnded(backfill) ? backfill.results : [])
      .map((result, index) => ({ result, position: String(index).padStart(9, '0') }))
      .filter(({ result }) => wanted === undefined || result.status === wanted);
    const page = pageOf(results, ({ position }) => position, {
      list: `DescribeReplicationBackfillResults ${backfill.id} ${wanted ?? ''}`,
      maxResults: input.maxResults ?? 100,
      nextToken: input.nextToken,
    });
    return {
      ...detail(registry, backfill),
      results: page.items.map(({ result }) => result),
      nextToken: page.nextToken,
    };
  },
});
