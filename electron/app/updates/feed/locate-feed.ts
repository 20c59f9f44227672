import type { UpdateChannel } from '../../../../shared/models/update.ts';
import { projectPage } from '../../../../shared/models/update.ts';

/** Where updates are published. */
export interface UpdateFeed {
  /** The folder of a channel's file and its signature. */
  readonly channelFolder: (channel: UpdateChannel) => URL;
  /** The folder of a version's packages. */
  readonly packageFolder: (version: string) => URL;
}

const releases = `${projectPage}/releases`;

/** The releases of the project. The release `beta` has no packages, only the files of the channel beta. */
const projectFeed: UpdateFeed = {
  channelFolder: (channel) =>
    new URL(channel === 'latest' ? `${releases}/latest/download/` : `${releases}/download/${channel}/`),
  packageFolder: (version) => new URL(`${releases}/download/v${encodeURIComponent(version)}/`),
};

/** @param mirror a folder with the files of all channels and their packages; the project's releases when absent. */
export function locateFeed(mirror: string | undefined): UpdateFeed {
  if (mirror === undefined) return projectFeed;
  const folder = new URL(mirror);
  return { channelFolder: () => folder, packageFolder: () => folder };
}

/**
 * The name of a channel's file, as electron-builder writes it: `latest.yml`, `beta-mac.yml`, `latest-linux-arm64.yml`.
 *
 * @see https://www.electron.build/auto-update
 */
export function nameChannelFile(channel: UpdateChannel, platform: NodeJS.Platform, arch: string): string {
  if (platform === 'win32') return `${channel}.yml`;
  if (platform === 'darwin') return `${channel}-mac.yml`;
  return arch === 'x64' ? `${channel}-linux.yml` : `${channel}-linux-${arch}.yml`;
}
