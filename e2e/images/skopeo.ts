import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sha256 } from './oci-layout.ts';

/** An image at a registry that speaks the Docker Registry v2 API, and the password to reach it. */
export interface RegistryImage {
  /** Host and port, for example `127.0.0.1:5000`. */
  readonly host: string;
  readonly repository: string;
  /** A tag, or a digest with its `sha256:`. */
  readonly reference: string;
  /** What GetAuthorizationToken gave, after `AWS:`. */
  readonly password: string;
  /** HTTP when left out; with HTTPS the certificate is checked. */
  readonly scheme?: 'http' | 'https';
}

/** The parts of `skopeo inspect` that tests look at. */
export type SkopeoInspection = z.infer<typeof inspectionSchema>;

const inspectionSchema = z.object({
  Digest: z.string(),
  RepoTags: z.array(z.string()),
  Architecture: z.string(),
  Layers: z.array(z.string()),
});

const run = promisify(execFile);

/** Pushes what an OCI layout holds, with every platform of an index, byte for byte. Throws with skopeo's words. */
export async function skopeoPush(layoutDirectory: string, to: RegistryImage): Promise<void> {
  const access = [`--dest-${tlsVerify(to)}`, '--dest-creds', `AWS:${to.password}`];
  await skopeo('copy', '--all', '--preserve-digests', ...access, `oci:${layoutDirectory}`, dockerName(to));
}

/** Pulls an image, with every platform of an index, into a new OCI layout. Throws with skopeo's words. */
export async function skopeoPull(from: RegistryImage, layoutDirectory: string): Promise<void> {
  const access = [`--src-${tlsVerify(from)}`, '--src-creds', `AWS:${from.password}`];
  await skopeo('copy', '--all', '--preserve-digests', ...access, dockerName(from), `oci:${layoutDirectory}`);
}

/** The digest of the manifest or index behind a tag or digest, computed from the bytes that were served. */
export async function skopeoDigest(image: RegistryImage): Promise<string> {
  return sha256(await inspect(image, '--raw'));
}

/** What skopeo makes of an image: its tags, layers and configuration. */
export async function skopeoInspect(image: RegistryImage): Promise<SkopeoInspection> {
  return inspectionSchema.parse(JSON.parse((await inspect(image)).toString()));
}

async function inspect(image: RegistryImage, ...options: readonly string[]): Promise<Buffer> {
  return skopeo(
    'inspect',
    ...options,
    `--${tlsVerify(image)}`,
    '--creds',
    `AWS:${image.password}`,
    dockerName(image),
  );
}

const tlsVerify = ({ scheme = 'http' }: RegistryImage): string => `tls-verify=${scheme === 'https'}`;

/** Signature policies are the machine's business and may be missing: these images are not signed. */
async function skopeo(...parameters: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('skopeo', ['--insecure-policy', ...parameters], { encoding: 'buffer' });
  return stdout;
}

function dockerName({ host, repository, reference }: RegistryImage): string {
  const separator = reference.startsWith('sha256:') ? '@' : ':';
  return `docker://${host}/${repository}${separator}${reference}`;
}
