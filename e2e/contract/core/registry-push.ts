import { imageManifest, imageType, newBlob, newConfig, sha256, type Blob } from './content.ts';
import { Difference, requireSeen } from './outcome.ts';
import type { RegistryAnswer } from './registry-endpoint.ts';
import type { PushedImage } from './api-push.ts';
import type { TargetRegistry } from './target-registry.ts';

/** The location of the next request of an upload. @throws Difference when the response has none */
export function locationOf({ headers }: RegistryAnswer): string {
  const location = headers.get('location');
  if (location === null) throw new Difference('no Location header', 'a Location header');
  return location;
}

/** Starts an upload at the registry endpoint. @returns its location. @throws Difference */
export async function startRegistryUpload(
  { endpoint }: TargetRegistry,
  repositoryName: string,
): Promise<string> {
  const answer = await endpoint.send('POST', `/v2/${repositoryName}/blobs/uploads/`);
  requireSeen(answer.status, 202);
  return locationOf(answer);
}

/** The location with a digest, which completes the upload. */
export const withDigest = (location: string, digest: string): string =>
  `${location}${location.includes('?') ? '&' : '?'}digest=${digest}`;

/** The header of a chunk from `begin` up to, not including, `end`. */
export const contentRange = (begin: number, end: number): { 'content-range': string } => ({
  'content-range': `${begin}-${end - 1}`,
});

/** Pushes a blob in one request at the registry endpoint. @throws Difference */
export async function pushBlob(registry: TargetRegistry, repositoryName: string, blob: Blob): Promise<void> {
  const location = await startRegistryUpload(registry, repositoryName);
  const { status } = await registry.endpoint.send('PUT', withDigest(location, blob.digest), {
    body: blob.bytes,
    headers: { 'content-type': 'application/octet-stream' },
  });
  requireSeen(status, 201);
}

/** Stores a manifest at the registry endpoint. */
export async function putManifest(
  { endpoint }: TargetRegistry,
  repositoryName: string,
  reference: string,
  manifest: string,
  mediaType: string = imageType,
): Promise<RegistryAnswer> {
  return endpoint.send('PUT', `/v2/${repositoryName}/manifests/${reference}`, {
    body: manifest,
    headers: { 'content-type': mediaType },
  });
}

/** Pushes a new image with requests to the registry endpoint only. @throws Difference */
export async function pushImageToEndpoint(
  registry: TargetRegistry,
  repositoryName: string,
  tag: string,
): Promise<PushedImage> {
  const [config, layer] = [newConfig(), newBlob()];
  for (const blob of [config, layer]) await pushBlob(registry, repositoryName, blob);
  const manifest = imageManifest(config, [layer]);
  requireSeen((await putManifest(registry, repositoryName, tag, manifest)).status, 201);
  return { manifest, digest: sha256(manifest), config, layer };
}
