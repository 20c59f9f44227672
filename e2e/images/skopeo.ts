import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { z } from 'zod';
import { sha256 } from './oci-layout.ts';

/** An image at a registry with the OCI registry API, and the password for it. */
export interface RegistryImage {
  /** Host and port, for example `127.0.0.1:5000`. */
  readonly host: string;
  readonly repository: string;
  /** A tag, or a digest with its `sha256:`. */
  readonly reference: string;
  /** The password of GetAuthorizationToken, after `AWS:`. */
  readonly password: string;
  /** HTTP by default; with HTTPS the certificate is verified. */
  readonly scheme?: 'http' | 'https';
}

/** The parts of `skopeo inspect` that tests check. */
export type SkopeoInspection = z.infer<typeof inspectionSchema>;

const inspectionSchema = z.object({
  Digest: z.string(),
  RepoTags: z.array(z.string()),
  Architecture: z.string(),
  Layers: z.array(z.string()),
});

const run = promisify(execFile);

/** Pushes an OCI layout, with every platform of an index, byte for byte. @throws with skopeo's output. */
export async function skopeoPush(layoutDirectory: string, to: RegistryImage): Promise<void> {
  const access = [`--dest-${tlsVerify(to)}`, '--dest-creds', `AWS:${to.password}`];
  await skopeo('copy', '--all', '--preserve-digests', ...access, `oci:${layoutDirectory}`, dockerName(to));
}

/** Pulls an image, with every platform of an index, into a new OCI layout. @throws with skopeo's output. */
export async function skopeoPull(from: RegistryImage, layoutDirectory: string): Promise<void> {
  const access = [`--src-${tlsVerify(from)}`, '--src-creds', `AWS:${from.password}`];
  await skopeo('copy', '--all', '--preserve-digests', ...access, dockerName(from), `oci:${layoutDirectory}`);
}

/** The digest of the manifest or index of a tag or digest, computed from the received bytes. */
export async function skopeoDigest(image: RegistryImage): Promise<string> {
  return sha256(await inspect(image, '--raw'));
}

/** skopeo's description of an image: its tags, layers and configuration. */
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

/** These images are not signed; signature policies of the machine can be missing. */
async function skopeo(...parameters: readonly string[]): Promise<Buffer> {
  const { stdout } = await run('skopeo', ['--insecure-policy', ...parameters], { encoding: 'buffer' });
  return stdout;
}

function dockerName({ host, repository, reference }: RegistryImage): string {
  const separator = reference.startsWith('sha256:') ? '@' : ':';
  return `docker://${host}/${repository}${separator}${reference}`;
}
