import { app } from 'electron';
import { arch, cpus, release, totalmem } from 'node:os';
import { formatBytes } from '../../../shared/format/bytes.ts';
import type { AboutFacts } from '../../../shared/models/about.ts';

/** The commit and the time in seconds since 1970 of a build that was given them; see `electron.vite.config.ts`. */
declare const BUILD_COMMIT: string | undefined;
declare const BUILD_TIME: string | undefined;

const commit = typeof BUILD_COMMIT === 'string' && BUILD_COMMIT !== '' ? BUILD_COMMIT : undefined;
const buildTime = typeof BUILD_TIME === 'string' ? BUILD_TIME : '';

const readDate = (seconds: string): string | undefined =>
  /^\d{1,11}$/.test(seconds) ? new Date(Number(seconds) * 1000).toISOString().slice(0, 10) : undefined;

export const readAboutFacts = (): AboutFacts => ({
  version: app.getVersion(),
  commit,
  builtOn: readDate(buildTime),
  electron: process.versions['electron'] ?? 'unknown',
  chromium: process.versions['chrome'] ?? 'unknown',
  node: process.versions.node,
  system: `${process.platform} ${release()} (${arch()})`,
  platform: process.platform,
});

/** What diagnostics say about the app and the computer. @param scaleFactors of the displays. */
export function describeVersions(facts: AboutFacts, scaleFactors: readonly number[]): string {
  const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions();
  return [
    `ECR Image Replicator ${facts.version}${app.isPackaged ? '' : ' (not packaged)'}`,
    `Commit: ${facts.commit ?? 'unknown'}, built on: ${facts.builtOn ?? 'unknown'}`,
    `Electron ${facts.electron}, Chromium ${facts.chromium}, Node.js ${facts.node}`,
    `System: ${facts.system}, ${cpus().length} processors, ${formatBytes(totalmem())} of memory`,
    `Locale: ${locale}, time zone: ${timeZone}`,
    `Displays: ${scaleFactors.map((factor) => `scale factor ${factor}`).join(', ')}`,
    `Running for ${Math.round(process.uptime())} s`,
  ].join('\n');
}
