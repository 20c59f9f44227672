import type { LayerProgress } from '../../../shared/models/transfer.ts';
import type { Output } from '../terminal/context.ts';
import { jsonLine } from '../text/json-lines.ts';
import { finalState, pullUris } from '../replication/result.ts';
import type { Reporter } from './reporter.ts';

/** Minimum milliseconds between two lines that differ in a layer's bytes only. */
const byteInterval = 1_000;

function getTransferred({ state, size }: LayerProgress): number {
  switch (state.kind) {
    case 'copying':
      return state.transferred;
    case 'done':
      return size;
    case 'waiting':
    case 'checking':
    case 'already-at-destination':
    case 'mounted':
    case 'failed':
    case 'cancelled':
      return 0;
  }
}

/**
 * One JSON object per line. Every change of a state is reported at once, the bytes of a layer about once a second; a
 * script that adds up the last line of each layer has the bytes of the result.
 */
export function createJsonReporter(stdout: Output, clock: () => number = () => performance.now()): Reporter {
  const print = (value: unknown): void => void stdout.write(jsonLine(value));
  let reported = new Map<string, { readonly state: string; readonly at: number }>();

  const printLayer = (layer: LayerProgress): void => {
    const { digest, size, state } = layer;
    const before = reported.get(digest);
    const now = clock();
    if (before?.state === state.kind && now - before.at < byteInterval) return;
    reported.set(digest, { state: state.kind, at: now });
    print({ type: 'layer', digest, state: state.kind, transferred: getTransferred(layer), size });
  };

  return {
    begin(plan) {
      reported = new Map();
      for (const side of ['source', 'destination'] as const) {
        const { profile, arn, registryId, region } = plan[side];
        print({ type: 'identity', side, profile, arn, registryId, region });
      }
    },
    changed(plan, transfer, { layers, images }) {
      for (const { digest } of layers) {
        const layer = transfer.layers[digest];
        if (layer) printLayer(layer);
      }
      for (const { index, state } of images) {
        const image = plan.images[index];
        if (!image) continue;
        const ended = state.kind === 'done' || state.kind === 'failed' || state.kind === 'cancelled';
        const { digest, tags, error } = finalState(image, state, undefined);
        print({
          type: 'image',
          ...pullUris(plan, image),
          digest,
          state: state.kind,
          ...(ended ? { tags } : {}),
          ...(ended && error ? { error } : {}),
        });
      }
    },
    end({ images, bytes, differences }, seconds) {
      print({ type: 'result', images, bytes, seconds, differences });
    },
  };
}
