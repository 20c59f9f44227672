import pLimit from 'p-limit';
import { createPacing } from '../../../electron/engine/aws/clients/pacing.ts';
import { countAttempts, patientRetryPolicy } from '../../../electron/engine/async/retry.ts';
import type { SimulatedEcr } from './simulated-ecr.ts';
import type { SimulatedImage, SimulatedLayer } from './simulated-images.ts';
import type { VirtualClock } from './virtual-clock.ts';

/** One process that copies: the app, or one function environment of Lambda. */
export interface SimulatedProcess {
  copyImage(image: SimulatedImage): Promise<void>;
  /** Bytes of layers that it sent. */
  readonly sentBytes: number;
}

export interface ProcessOptions {
  readonly clock: VirtualClock;
  readonly ecr: SimulatedEcr;
  /** Milliseconds of a round trip. */
  readonly roundTrip: number;
  /** Bytes per second of its connections together, each way. */
  readonly bandwidth: number;
}

const sourceRegion = 'source';
/** Bytes of one request through the registry endpoint, as in the engine. */
const chunk = 64 * 1024 * 1024;
const layersAtOnce = 16;

/**
 * Simulates the engine's sequence of calls for an image, with the engine's own pacing and retry policy: the manifests are
 * read, layers that the destination lacks are streamed through the registry endpoint, the manifests are put, the children of
 * an index first, and the result is read back. A layer that another image of the process uploads is waited for.
 */
export function createSimulatedProcess({
  clock,
  ecr,
  roundTrip,
  bandwidth,
}: ProcessOptions): SimulatedProcess {
  const pacing = createPacing(undefined, clock);
  const inFlight = new Map<SimulatedLayer, Promise<void>>();
  const limitLayers = pLimit(layersAtOnce);
  let linkFreeAt = 0;
  let sentBytes = 0;

  const call = async (operation: string, region: string): Promise<void> => {
    const pace = pacing.paceOf('account', region);
    const attempts = countAttempts(patientRetryPolicy);
    for (;;) {
      await pace.beforeCall(operation);
      await clock.wait(roundTrip);
      try {
        return ecr.call(operation, region);
      } catch (error) {
        pace.reportThrottled(operation);
        await clock.wait(attempts.countFailure(error, false));
      }
    }
  };

  const sendBytes = async (size: number): Promise<void> => {
    linkFreeAt = Math.max(linkFreeAt, clock.now()) + (size / bandwidth) * 1000;
    sentBytes += size;
    await clock.wait(linkFreeAt - clock.now());
  };

  const uploadLayer = async (layer: SimulatedLayer, region: string): Promise<void> => {
    await call('GetDownloadUrlForLayer', sourceRegion);
    await call('InitiateLayerUpload', region);
    for (let sent = 0; sent < layer.size; sent += chunk) {
      await sendBytes(Math.min(chunk, layer.size - sent));
      await call('UploadLayerPart', region);
    }
    await call('CompleteLayerUpload', region);
    ecr.stored.add(layer);
  };

  const ensureLayer = (layer: SimulatedLayer, region: string): Promise<void> => {
    const present = inFlight.get(layer);
    if (present) return present;
    const upload = limitLayers(() => uploadLayer(layer, region)).finally(() => inFlight.delete(layer));
    inFlight.set(layer, upload);
    return upload;
  };

  return {
    get sentBytes() {
      return sentBytes;
    },
    async copyImage({ layers, manifests, region: number }) {
      const region = `region-${number}`;
      await call('BatchGetImage', sourceRegion);
      await call('BatchCheckLayerAvailability', region);
      const missing = layers.filter((layer) => !ecr.stored.has(layer));
      await Promise.all(missing.map((layer) => ensureLayer(layer, region)));
      await Promise.all(Array.from({ length: manifests - 1 }, () => call('PutImage', region)));
      await call('PutImage', region);
      await call('BatchGetImage', region);
    },
  };
}
