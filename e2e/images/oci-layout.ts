import { createHash } from 'node:crypto';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** A descriptor, by which manifests and indexes reference other content (OCI image specification). */
export interface Descriptor {
  readonly mediaType: string;
  readonly digest: string;
  /** In bytes. */
  readonly size: number;
  readonly platform?: { readonly architecture: string; readonly os: string };
}

export const sha256 = (bytes: Uint8Array): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Starts an OCI layout in a directory, which is created if missing. */
export async function createLayout(directory: string): Promise<void> {
  await mkdir(join(directory, 'blobs', 'sha256'), { recursive: true });
  await writeFile(join(directory, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
}

/** Adds content to a layout by its digest. */
export async function addBlob(directory: string, mediaType: string, bytes: Uint8Array): Promise<Descriptor> {
  const digest = sha256(bytes);
  await writeFile(blobPath(directory, digest), bytes);
  return { mediaType, digest, size: bytes.length };
}

/** Adds a manifest, index or configuration to a layout. */
export async function addJson(directory: string, mediaType: string, value: object): Promise<Descriptor> {
  return addBlob(directory, mediaType, Buffer.from(JSON.stringify(value)));
}

/** Sets the one image or index of the layout. */
export async function setRoot(directory: string, root: Descriptor): Promise<void> {
  await writeFile(join(directory, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests: [root] }));
}

/** The digests of everything in a layout, sorted, each verified against the bytes of its file. */
export async function layoutDigests(directory: string): Promise<readonly string[]> {
  const names = (await readdir(join(directory, 'blobs', 'sha256'))).toSorted();
  const digests: string[] = [];
  for (const name of names) {
    const actual = sha256(await readFile(join(directory, 'blobs', 'sha256', name)));
    if (actual !== `sha256:${name}`) throw new Error(`The blob sha256:${name} has the digest ${actual}`);
    digests.push(actual);
  }
  return digests;
}

const blobPath = (directory: string, digest: string): string =>
  join(directory, 'blobs', 'sha256', digest.replace('sha256:', ''));
