import type { KeyObject } from 'node:crypto';
import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { UpdateChannel } from '../../shared/models/update.ts';
import { nameChannelFile } from '../app/updates/feed/locate-feed.ts';
import { formatKey, signUpdateFile } from '../app/updates/feed/signature.ts';
import { createCertificateAuthority } from '../local-ecr/certificates/certificate-authority.ts';
import { listen } from '../local-ecr/server/http-server.ts';

export interface Release {
  readonly version: string;
  readonly channel?: UpdateChannel;
  /** The package; its size and hash are published. */
  readonly content?: Buffer;
  /** The name of the package. */
  readonly name?: string;
  readonly stagingPercentage?: number;
  /** Bytes that are published instead of the package's. */
  readonly size?: number;
  /** Signs the file; the feed's own key when absent. */
  readonly signWith?: KeyObject;
}

/** A local feed over https, with a certificate that only `authorityFile` makes trusted. */
export interface LocalFeed {
  /** Ends with a slash. */
  readonly url: string;
  readonly authorityFile: string;
  /** The public key of the feed, as in `update-keys.ts`. */
  readonly key: string;
  /** What is served: bytes, with ranges, or a function. By path without a slash. */
  readonly files: Map<string, Buffer | RequestListener>;
  /** Every request so far: its path, and its range. */
  readonly requests: { readonly path: string; readonly range: string | undefined }[];
  /** Publishes a version for this system. @returns the name of the channel's file. */
  publish(release: Release): string;
  close(): Promise<void>;
}

/** Sends bytes, or the rest of them from a requested position on. */
export const serveBytes =
  (content: Buffer): RequestListener =>
  (request, response) => {
    const [, first] = /^bytes=(\d+)-$/.exec(request.headers.range ?? '') ?? [];
    const body = content.subarray(Number(first ?? 0));
    response.writeHead(first === undefined ? 200 : 206, {
      'content-length': body.length,
      ...(first !== undefined && {
        'content-range': `bytes ${first}-${content.length - 1}/${content.length}`,
      }),
    });
    response.end(body);
  };

/** The file that electron-builder writes for a channel. */
function formatChannelFile({
  version,
  content,
  name,
  size,
  stagingPercentage,
}: Required<Omit<Release, 'signWith' | 'channel'>>): Buffer {
  const sha512 = createHash('sha512').update(content).digest('base64');
  const staging = stagingPercentage < 100 ? `stagingPercentage: ${stagingPercentage}\n` : '';
  return Buffer.from(
    `version: ${version}\nfiles:\n  - url: ${name}\n    sha512: ${sha512}\n    size: ${size}\n    blockMapSize: 12\npath: ${name}\nsha512: ${sha512}\nreleaseNotes: |-\n  ## Added\n\n  - A <b>new</b> thing.\n${staging}releaseDate: '2026-11-29T12:00:00.000Z'\n`,
  );
}

/** @param name a further name of the host in the certificate. */
export async function startUpdateFeed(name = 'updates.example'): Promise<LocalFeed> {
  const authority = await createCertificateAuthority();
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const folder = await mkdtemp(join(tmpdir(), 'update-feed-'));
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.certificate);
  const files: LocalFeed['files'] = new Map();
  const requests: LocalFeed['requests'] = [];
  const tls = await authority.issue(['127.0.0.1', name]);
  const server = await listen((request, response) => {
    const path = new URL(request.url ?? '', `https://${name}`).pathname.slice(1);
    requests.push({ path, range: request.headers.range });
    const file = files.get(path);
    if (typeof file === 'function') file(request, response);
    else if (file) serveBytes(file)(request, response);
    else response.writeHead(404).end();
  }, tls);
  return {
    url: `${server.origin}/`,
    authorityFile,
    key: formatKey(publicKey),
    files,
    requests,
    publish({ version, channel = 'latest', signWith = privateKey, ...release }) {
      const content = release.content ?? Buffer.from(`package of ${version}`);
      const packageName = release.name ?? `ecr-image-replicator-${version}-linux-x86_64.AppImage`;
      const { size = content.length, stagingPercentage = 100 } = release;
      const channelFile = nameChannelFile(channel, process.platform, process.arch);
      const text = formatChannelFile({ version, content, name: packageName, size, stagingPercentage });
      files.set(channelFile, text);
      files.set(`${channelFile}.sig`, Buffer.from(signUpdateFile(channelFile, text, signWith)));
      files.set(packageName, content);
      return channelFile;
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
