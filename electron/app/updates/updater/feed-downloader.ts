import type { CancellationToken } from 'electron-updater/out/types.js';
import { downloadPackage } from '../feed/download-package.ts';
import type { FeedConnection } from '../feed/open-response.ts';

/** The options of electron-updater for a download. */
interface DownloadOptions {
  readonly sha512: string;
  readonly cancellationToken: CancellationToken;
}

/** Bytes. */
export interface DownloadProgress {
  readonly bytes: number;
  readonly total: number;
}

interface DownloaderPorts {
  readonly connection: FeedConnection;
  /** The published bytes of a package, which electron-updater's options do not have. */
  readonly sizeOf: (url: URL) => number;
  readonly onProgress: (progress: DownloadProgress) => void;
}

/**
 * The part of electron-updater's HTTP executor that its updaters call. It downloads over the app's own network instead of
 * Chromium's.
 */
export const createFeedDownloader = ({ connection, sizeOf, onProgress }: DownloaderPorts) => ({
  download: (url: URL, path: string, { sha512, cancellationToken }: DownloadOptions): Promise<string> =>
    cancellationToken.createPromise((resolve, reject, onCancel) => {
      const abort = new AbortController();
      onCancel(() => abort.abort());
      const total = sizeOf(url);
      const download = {
        url,
        path,
        sha512,
        size: total,
        onProgress: (bytes: number) => onProgress({ bytes, total }),
      };
      downloadPackage(connection, download, abort.signal).then(() => resolve(path), reject);
    }),
});
