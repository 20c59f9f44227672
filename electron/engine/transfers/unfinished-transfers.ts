import { z } from 'zod';
import { digestSchema } from '../../../shared/models/image.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import { accountIdSchema } from '../../../shared/models/registry.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';

const endSchema = z.object({
  profile: z.string(),
  region: z.string(),
  registryId: accountIdSchema,
  accountId: accountIdSchema,
  arn: z.string(),
  repositoryName: z.string(),
  repositoryUri: z.string(),
});

/** All that is needed to list a transfer after the app has ended, and to take it up again; nothing secret. */
export const unfinishedTransferSchema = z.object({
  id: z.uuid(),
  /** Milliseconds since 1970. */
  startedAt: z.number(),
  /** False while it waits for its turn. */
  begun: z.boolean().default(true),
  request: replicationRequestSchema,
  /** Tags that the person has agreed to move. */
  movedTags: z.array(z.string()),
  source: endSchema,
  destination: endSchema,
  images: z.array(
    z.object({
      digest: digestSchema,
      kind: z.enum(['image', 'index', 'helm-chart', 'artifact']),
      sourceTags: z.array(z.string()),
      destinationTags: z.array(z.string()),
    }),
  ),
  /** Bytes. */
  bytes: z.object({ total: z.number(), alreadyThere: z.number() }),
});

export type UnfinishedTransfer = z.infer<typeof unfinishedTransferSchema>;

/** Remembers transfers beyond the end of the process. */
export interface TransferMemory {
  /** Those that had not ended when the app last did, in their order. */
  readonly unfinished: readonly UnfinishedTransfer[];
  /** Behind those that are kept, or in its old place. */
  keep(transfer: UnfinishedTransfer): void;
  /** Puts those with these ids into this order, in the places that they take together. */
  arrange(ids: readonly string[]): void;
  forget(id: string): void;
}

/** See `TransferMemory.arrange`. */
export function arranged<Item extends { readonly id: string }>(
  items: readonly Item[],
  ids: readonly string[],
): readonly Item[] {
  const byId = new Map(items.map((item) => [item.id, item]));
  const inOrder = ids.flatMap((id) => byId.get(id) ?? []);
  const moved = new Set(inOrder);
  let next = 0;
  return items.map((item) => (moved.has(item) ? (inOrder[next++] ?? item) : item));
}

export const noMemory: TransferMemory = {
  unfinished: [],
  keep: () => undefined,
  arrange: () => undefined,
  forget: () => undefined,
};

export const movedTagsOf = ({ images }: Plan): string[] =>
  images.flatMap(({ tags }) => tags.flatMap(({ kind, tag }) => (kind === 'move' ? tag : [])));

/** One side of a transfer as it is kept, without what is of the moment. */
export const endOf = ({
  profile,
  region,
  registryId,
  accountId,
  arn,
  repositoryName,
  repositoryUri,
}: Transfer['source']): UnfinishedTransfer['source'] => ({
  profile,
  region,
  registryId,
  accountId,
  arn,
  repositoryName,
  repositoryUri,
});

/** What is kept of a transfer that waits or has just begun. */
export const unfinishedTransfer = (plan: Plan, transfer: Transfer): UnfinishedTransfer => ({
  id: transfer.id,
  startedAt: transfer.startedAt,
  begun: transfer.begunAt !== undefined,
  request: plan.request,
  movedTags: movedTagsOf(plan),
  source: endOf(transfer.source),
  destination: endOf(transfer.destination),
  images: transfer.images.map(({ digest, kind, sourceTags, destinationTags }) => ({
    digest,
    kind,
    sourceTags: [...sourceTags],
    destinationTags: [...destinationTags],
  })),
  bytes: { total: transfer.bytes.total, alreadyThere: transfer.bytes.alreadyThere },
});

/** How it is listed when the app has started again. How far it came is not known. */
export const interruptedTransfer = ({
  id,
  startedAt,
  begun,
  source,
  destination,
  images,
  bytes,
}: UnfinishedTransfer): Transfer => ({
  id,
  startedAt,
  source,
  destination,
  state: { kind: 'interrupted', begun },
  bytes: { ...bytes, transferred: 0 },
  bytesPerSecond: 0,
  secondsLeft: undefined,
  images: images.map((image) => ({
    ...image,
    layerDigests: [],
    state: { kind: 'cancelled', writtenTags: [] },
  })),
  layers: {},
});
