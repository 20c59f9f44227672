import { performance } from 'node:perf_hooks';
import type { DownloadProgress } from './updater/feed-downloader.ts';

/** Milliseconds between two reports. */
const interval = 250;

interface MeteredProgress extends DownloadProgress {
  readonly bytesPerSecond: number;
}

/** Reports progress a few times a second, with the average speed since the first byte. */
export function meterDownload(
  report: (progress: MeteredProgress) => void,
  now: () => number = () => performance.now(),
): (progress: DownloadProgress) => void {
  let first: { readonly time: number; readonly bytes: number } | undefined;
  let reportedAt = -Infinity;
  return ({ bytes, total }) => {
    const time = now();
    first ??= { time, bytes };
    if (time - reportedAt < interval) return;
    reportedAt = time;
    const seconds = (time - first.time) / 1000;
    const bytesPerSecond = seconds > 0 ? Math.max(0, (bytes - first.bytes) / seconds) : 0;
    report({ bytes, total, bytesPerSecond });
  };
}
