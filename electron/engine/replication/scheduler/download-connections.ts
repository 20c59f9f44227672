import type { ConcurrencyPolicy } from './concurrency-search.ts';
import { createConcurrencySearch } from './concurrency-search.ts';
import { sampleThroughput } from './throughput-samples.ts';

/** The connections that download large layers, of all replicators that share the same link. */
export interface DownloadConnections {
  addLayer(): LayerConnections;
}

/** The connections of one layer. */
export interface LayerConnections {
  /** Counts the connection that reads the next bytes, which needs no permission. @returns a function that ends it. */
  addOwn(): () => void;
  /** Bytes that the next range should have. */
  readonly rangeSize: number;
  /** Opens another connection for a range of this size, when one more may bring more and the memory suffices. */
  openRange(size: number): RangeGrant | undefined;
  /** Counts bytes that arrived over it. */
  countBytes(bytes: number): void;
  close(): void;
}

/** The right to one more connection, and to keep the bytes of its range until their turn. */
export interface RangeGrant {
  /** Counts bytes that arrived. */
  countBytes(bytes: number): void;
  freeConnection(): void;
  /** Frees bytes that were passed on. */
  freeBytes(bytes: number): void;
  /** Frees the connection and all bytes. */
  close(): void;
}

const mebibyte = 1024 * 1024;

/** Bytes that all layers together keep until their turn. */
const maxReadAhead = 24 * mebibyte;
/** A shorter range costs more in round trips than another connection brings. */
export const minRange = mebibyte / 2;
const maxRange = 8 * mebibyte;
/** Seconds that a range takes at the speed of its connection: most of them are not spent on the request. */
const rangeTime = 1.5;

/** Bytes per second of a connection that neither loss nor delay limits much: the one upload connection is not faster. */
const fastConnection = 20_000_000;
/** Bytes per second of all connections, above which something else than the connections is the limit. */
const fastLink = 25_000_000;
/** The share of its time that this process works, above which it is the limit itself. */
const busyProcess = 0.7;

/** Packet loss and limits per connection make each slow, however fast the link is: a few dozen fill it. */
const maxConnections = 40;
/**
 * Connections for each layer. When a layer ends, so do its connections: on a link that is full already, what others read
 * ahead instead would be uploaded later than it could be.
 */
const perLayerPolicy: ConcurrencyPolicy = {
  initial: 1,
  min: 1,
  max: maxConnections,
  minGain: 0.15,
  rest: 10,
  step: 2,
};

/** @returns a function that says whether this process was busy since its last call. */
function watchProcess(): () => boolean {
  let last = performance.eventLoopUtilization();
  return () => {
    const before = last;
    last = performance.eventLoopUtilization();
    return performance.eventLoopUtilization(last, before).utilization > busyProcess;
  };
}

/**
 * Opens more connections than one for each layer while that increases the throughput: loss and delay limit the speed of
 * a connection, and a store may limit it too.
 *
 * @param hasFreeLayers whether another layer could start now, so that more layers at once are no alternative.
 * @param isBusy whether this process itself was the limit since the last call.
 */
export function createDownloadConnections(
  hasFreeLayers: () => boolean,
  isBusy: () => boolean = watchProcess(),
): DownloadConnections {
  const search = createConcurrencySearch(perLayerPolicy);
  let layers = 0;
  /** Of layers and of ranges. */
  let connections = 0;
  /** Ranges without a byte yet. */
  let silent = 0;
  let keptBytes = 0;
  /** Bytes per second of one connection, in the last sample. */
  let connectionSpeed = 0;
  /** Whether the connections may be what limits the speed, in the last sample. */
  let isLimited = false;
  /** Whether the connections of a trial may not have their full speed yet, or surplus ones have not ended. */
  let isSettling = false;

  const limit = (): number => Math.max(layers, Math.min(maxConnections, layers * search.concurrency));

  const countBytes = sampleThroughput(
    () => hasFreeLayers() && connections >= limit(),
    (sample) => {
      connectionSpeed = sample.bytesPerSecond / Math.max(1, connections);
      isLimited = connectionSpeed <= fastConnection && sample.bytesPerSecond <= fastLink && !isBusy();
      const isSaturated = sample.isSaturated && isLimited;
      if (isSettling) {
        isSettling = silent > 0 || connections > limit();
        return;
      }
      search.addSample({ ...sample, isSaturated });
      isSettling = search.isTrial;
    },
  );

  /** Twice as many ranges as connections fit: those that are being read, and those that wait for their turn. */
  const nextRange = (): number => {
    const others = Math.max(1, limit() - layers);
    const size = Math.min(maxRange, rangeTime * connectionSpeed, maxReadAhead / (2 * others));
    return Math.max(minRange, Math.floor(size));
  };

  const grantRange = (size: number): RangeGrant => {
    let kept = size;
    let isOpen = true;
    let isSilent = true;
    connections += 1;
    silent += 1;
    keptBytes += size;
    const endSilence = (): void => {
      if (isSilent) silent -= 1;
      isSilent = false;
    };
    const freeConnection = (): void => {
      endSilence();
      if (isOpen) connections -= 1;
      isOpen = false;
    };
    const freeBytes = (bytes: number): void => {
      kept -= bytes;
      keptBytes -= bytes;
    };
    return {
      countBytes(bytes) {
        endSilence();
        countBytes(bytes);
      },
      freeConnection,
      freeBytes,
      close() {
        freeConnection();
        freeBytes(kept);
      },
    };
  };

  return {
    addLayer() {
      layers += 1;
      return {
        addOwn() {
          connections += 1;
          return () => void (connections -= 1);
        },
        get rangeSize() {
          return nextRange();
        },
        openRange(size) {
          const isFull = connections >= limit() || keptBytes + size > maxReadAhead;
          return isFull || !isLimited ? undefined : grantRange(size);
        },
        countBytes,
        close: () => void (layers -= 1),
      };
    },
  };
}
