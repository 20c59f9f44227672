import type { KeyObject } from 'node:crypto';
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { formatKey, signUpdateFile } from '../../electron/app/updates/feed/signature.ts';

/** The part of js-yaml that is used; the package has no types. */
interface Yaml {
  readonly load: (text: string) => unknown;
  readonly dump: (value: unknown, options: { readonly lineWidth: number }) => string;
}
const { load, dump } = z
  .custom<Yaml>((value) => typeof value === 'object')
  .parse(createRequire(import.meta.url)('js-yaml'));

/** Whether electron-builder wrote a file for a channel: `latest.yml`, `beta-linux-arm64.yml`. */
export const isChannelFile = (name: string): boolean => /^(latest|beta)(-[a-z0-9-]+)?\.yml$/.test(name);

export interface UpdateFileChanges {
  /** Markdown. */
  readonly releaseNotes?: string | undefined;
  /** 0 to 100. */
  readonly stagingPercentage?: number | undefined;
}

/** Adds release notes and the stage of the roll-out to a channel's file. */
export function changeUpdateFile(
  text: string,
  { releaseNotes, stagingPercentage }: UpdateFileChanges,
): string {
  if (releaseNotes === undefined && stagingPercentage === undefined) return text;
  const content = z.looseObject({ version: z.string() }).parse(load(text));
  return dump(
    {
      ...content,
      ...(releaseNotes !== undefined && { releaseNotes }),
      ...(stagingPercentage !== undefined && { stagingPercentage }),
    },
    { lineWidth: 120 },
  );
}

const pemPattern = /-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g;

/**
 * Reads the private keys of a variable: one in PEM, or two while a new key replaces an old one.
 *
 * @throws Error when there is none, or another one than Ed25519.
 */
export function readSigningKeys(variable: string): readonly KeyObject[] {
  // Variables of CI systems often have escaped line breaks.
  const blocks = variable.replaceAll('\\n', '\n').match(pemPattern) ?? [];
  if (blocks.length === 0) throw new Error('The variable contains no private key in PEM (PKCS #8).');
  const keys = blocks.map((block) => createPrivateKey(block));
  if (keys.some(({ asymmetricKeyType }) => asymmetricKeyType !== 'ed25519'))
    throw new Error('A private key is not an Ed25519 key.');
  return keys;
}

/** The public keys, in the form of `update-keys.ts`, that no build of this source accepts. */
export const findUnknownKeys = (keys: readonly KeyObject[], builtIn: readonly string[]): readonly string[] =>
  keys.map((key) => formatKey(createPublicKey(key))).filter((key) => !builtIn.includes(key));

/** The signature file of a channel's file, with a line of each key. */
export const formatSignatureFile = (name: string, content: Uint8Array, keys: readonly KeyObject[]): string =>
  keys.map((key) => signUpdateFile(name, content, key)).join('');
