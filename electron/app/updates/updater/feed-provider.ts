import type { ProviderRuntimeOptions } from 'electron-updater/out/providers/Provider.js';
import { Provider } from 'electron-updater/out/providers/Provider.js';
import type { ResolvedUpdateFileInfo } from 'electron-updater/out/types.js';
import type { UpdateChannel } from '../../../../shared/models/update.ts';
import { createStatusError, rejectUpdate } from '../feed/describe-update-error.ts';
import type { UpdateFeed } from '../feed/locate-feed.ts';
import { nameChannelFile } from '../feed/locate-feed.ts';
import type { FeedConnection } from '../feed/open-response.ts';
import { readFeedFile } from '../feed/open-response.ts';
import { maxSignatureFile, signatureExtension, verifyUpdateFile } from '../feed/signature.ts';
import type { UpdateFile } from '../feed/update-file.ts';
import { maxUpdateFile, parseUpdateFile } from '../feed/update-file.ts';

export interface FeedOptions {
  readonly connection: FeedConnection;
  readonly feed: UpdateFeed;
  readonly channel: UpdateChannel;
  readonly platform: NodeJS.Platform;
  readonly arch: string;
  /** Without keys the signature is not read; such a build installs nothing. */
  readonly keys: readonly string[];
}

/** @throws EngineError `update-rejected` when no key of this build has signed the file. */
function assertSigned(
  name: string,
  content: Buffer,
  signature: Buffer,
  host: string,
  keys: readonly string[],
) {
  switch (verifyUpdateFile(name, content, signature.toString('latin1'), keys)) {
    case 'valid':
      return;
    case 'no-signature':
      throw rejectUpdate('no-signature', name, host);
    case 'other-key':
      throw rejectUpdate('other-key', name, host);
    case 'wrong':
      throw rejectUpdate('wrong-signature', name, host);
  }
}

/** Reads a channel's file, and verifies its signature before anything parses it. */
async function readUpdateFile(options: FeedOptions): Promise<UpdateFile> {
  const { connection, feed, channel, platform, arch, keys } = options;
  const name = nameChannelFile(channel, platform, arch);
  const url = new URL(name, feed.channelFolder(channel));
  const content = await readFeedFile(connection, url, maxUpdateFile);
  if (!content) throw createStatusError(name, url.host, 404);
  if (keys.length > 0) {
    const signatureUrl = new URL(`${name}${signatureExtension}`, url);
    const signature = await readFeedFile(connection, signatureUrl, maxSignatureFile);
    assertSigned(name, content, signature ?? Buffer.alloc(0), url.host, keys);
  }
  try {
    return parseUpdateFile(content, url);
  } catch (error) {
    throw rejectUpdate('not-understood', name, url.host, error);
  }
}

/** The provider of electron-updater for this feed. It never sends the id that decides the stage of a roll-out. */
export class FeedProvider extends Provider<UpdateFile> {
  private readonly options: FeedOptions;

  constructor(options: FeedOptions, runtimeOptions: ProviderRuntimeOptions) {
    super(runtimeOptions);
    this.options = options;
  }

  override setRequestHeaders(): void {
    super.setRequestHeaders(null);
  }

  override getLatestVersion(): Promise<UpdateFile> {
    return readUpdateFile(this.options);
  }

  override resolveFiles({ version, files }: UpdateFile): ResolvedUpdateFileInfo[] {
    const folder = this.options.feed.packageFolder(version);
    return files.map((info) => ({ url: new URL(info.url, folder), info }));
  }
}
