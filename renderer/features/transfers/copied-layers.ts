import type { Transfer } from '../../../shared/models/transfer.ts';

interface LayerCount {
  /** Layers, without configs. */
  readonly count: number;
  /** Of layers and configs. */
  readonly bytes: number;
}

/** How the layers of a transfer came to the destination. */
export interface CopiedLayers {
  readonly sent: LayerCount;
  readonly mounted: LayerCount;
  readonly existing: LayerCount;
}

/** Counts the layers that were sent, mounted, and that the destination had before; others did not arrive. */
export function countCopiedLayers(layers: Transfer['layers']): CopiedLayers {
  const counts = {
    sent: { count: 0, bytes: 0 },
    mounted: { count: 0, bytes: 0 },
    existing: { count: 0, bytes: 0 },
  };
  for (const { kind, size, state } of Object.values(layers)) {
    const group =
      state.kind === 'done'
        ? counts.sent
        : state.kind === 'mounted'
          ? counts.mounted
          : state.kind === 'already-at-destination'
            ? counts.existing
            : undefined;
    if (!group) continue;
    if (kind === 'layer') group.count += 1;
    group.bytes += size;
  }
  return counts;
}

/** The failed items first, otherwise in the same order; the same list when none has failed. */
export function failedFirst<Item extends { readonly state: { readonly kind: string } }>(
  items: readonly Item[],
): readonly Item[] {
  const failed = items.filter(({ state }) => state.kind === 'failed');
  return failed.length === 0 ? items : [...failed, ...items.filter(({ state }) => state.kind !== 'failed')];
}
