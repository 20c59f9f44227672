import type { Plan } from '../../../../shared/models/plan.ts';
import type { Transfer, TransferUpdate } from '../../../../shared/models/transfer.ts';
import type { LayerEvent } from './layer-tracker.ts';
import { LayerTracker } from './layer-tracker.ts';
import { createSpeedMeter } from './speed-meter.ts';

/** The states and bytes of the blobs of one transfer. Times are milliseconds. */
export interface LayerStates {
  /** @returns whether the layer has a new state, and the bytes that this event transferred: negative after a restart. */
  apply(event: LayerEvent, now: number): { readonly isStateChange: boolean; readonly bytes: number };
  /** Cancels every layer that has not finished; its bytes no longer count as transferred. */
  cancelUnfinished(): void;
  /** Bytes transferred until now. */
  transferred(): number;
  bytesPerSecond(now: number): number;
  /** Bytes of the layers that did not have to be transferred. */
  alreadyAtDestination(now: number): number;
  snapshot(now: number): Transfer['layers'];
  /** The layers that changed since the previous call. */
  takeChanged(now: number): TransferUpdate['layers'];
}

/**
 * Creates the states: every blob waits, except those that the plan found at the destination. Events of digests that the plan
 * does not have are ignored.
 */
export function createLayerStates(blobs: Plan['blobs']): LayerStates {
  const layers = new Map(blobs.map((blob) => [blob.digest, new LayerTracker(blob)]));
  const meter = createSpeedMeter();
  const changed = new Set<string>();
  let transferred = 0;

  return {
    apply(event, now) {
      const layer = layers.get(event.digest);
      if (!layer) return { isStateChange: false, bytes: 0 };
      const before = layer.transferred();
      const isStateChange = layer.apply(event, now);
      const difference = layer.transferred() - before;
      transferred += difference;
      changed.add(event.digest);
      // Bytes of an earlier run are not part of the present speed.
      if (event.kind === 'layer-continued') return { isStateChange, bytes: 0 };
      meter.add(difference, now);
      return { isStateChange, bytes: difference };
    },
    cancelUnfinished() {
      for (const [digest, layer] of layers) {
        const before = layer.transferred();
        if (!layer.cancel()) continue;
        transferred -= before;
        changed.add(digest);
      }
    },
    transferred: () => transferred,
    bytesPerSecond: (now) => meter.bytesPerSecond(now),
    alreadyAtDestination(now) {
      let bytes = 0;
      for (const layer of layers.values()) {
        const { kind } = layer.state(now);
        if (kind === 'already-at-destination' || kind === 'mounted') bytes += layer.size;
      }
      return bytes;
    },
    snapshot: (now) =>
      Object.fromEntries(
        blobs.flatMap(({ digest, kind }) => {
          const layer = layers.get(digest);
          return layer
            ? [[digest, { digest, kind, size: layer.size, state: layer.state(now) }] as const]
            : [];
        }),
      ),
    takeChanged(now) {
      const taken = [...changed].flatMap((digest) => {
        const layer = layers.get(digest);
        return layer ? [{ digest, state: layer.state(now) }] : [];
      });
      changed.clear();
      return taken;
    },
  };
}
