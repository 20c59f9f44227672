import { isTemporary } from '../async/retry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { tokenRejection } from './registry-error.ts';
import { registryRequest } from './registry-request.ts';
import type { RegistryToken } from '../aws/clients/registry-token.ts';
import type { RegistryResponse } from './registry-response.ts';
import type { RegistryRequest, RequestBody } from './send-request.ts';
import { registryRequestOnce } from './send-request.ts';

/** A repository of the same registry that has the blob. */
export interface MountSource {
  readonly digest: string;
  readonly from: string;
}

/** The outcome of the first request of an upload. `target` is a path, or a URL: the address of the next request. */
export type StartedUpload =
  /** The blob is in the repository now, without an upload. */
  { readonly kind: 'mounted' } | { readonly kind: 'started'; readonly target: string };

/** The address for the next request of an upload. */
const nextTarget = ({ headers }: RegistryResponse, target: string): string => headers.location ?? target;

/**
 * Starts an upload, or mounts the blob (OCI distribution specification, "Mounting a blob from another repository"). A
 * registry that does not mount the blob starts an upload in the same response.
 *
 * @throws EngineError that names the side.
 */
export async function startBlobUpload(
  repository: RepositoryHandle,
  mount: MountSource | undefined,
  { signal, judgeFailure }: Pick<RegistryRequest, 'signal' | 'judgeFailure'>,
): Promise<StartedUpload> {
  const query = mount ? `?${new URLSearchParams({ mount: mount.digest, from: mount.from }).toString()}` : '';
  const target = `/v2/${repository.name}/blobs/uploads/${query}`;
  const response = await registryRequest(repository, {
    method: 'POST',
    operation: 'InitiateLayerUpload',
    target,
    accepts: [201, 202],
    signal,
    judgeFailure,
  });
  return response.status === 201 && mount
    ? { kind: 'mounted' }
    : { kind: 'started', target: nextTarget(response, target) };
}

const withDigest = (target: string, digest: string): string =>
  `${target}${target.includes('?') ? '&' : '?'}${new URLSearchParams({ digest }).toString()}`;

/** Completes an upload. @param body the whole blob; undefined when the upload has all of its bytes. */
export async function putBlob(
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  digest: string,
  body: RequestBody | undefined,
  signal: AbortSignal | undefined,
): Promise<void> {
  await registryRequestOnce(repository, token, {
    method: 'PUT',
    operation: 'CompleteLayerUpload',
    target: withDigest(target, digest),
    ...(body && { headers: { 'content-type': 'application/octet-stream' } }),
    body,
    accepts: [201],
    signal,
  });
}

/**
 * Sends the bytes from `firstByte` on to an upload that has all bytes before them.
 *
 * @returns the address for the next request of the upload.
 */
export async function patchBlobChunk(
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  firstByte: number,
  body: RequestBody,
  signal: AbortSignal | undefined,
): Promise<string> {
  const response = await registryRequestOnce(repository, token, {
    method: 'PATCH',
    operation: 'UploadLayerPart',
    target,
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `${firstByte}-${firstByte + body.length - 1}`,
    },
    body,
    // ECR responds 201 where the specification has 202.
    accepts: [201, 202, 204],
    signal,
  });
  return nextTarget(response, target);
}

/**
 * Gets the status of an upload (OCI distribution specification, "Pushing a blob in chunks").
 *
 * @returns how many bytes the registry says that it has. It may have more: ECR was seen to respond with the end of the
 *   first chunk all the time (aws/containers-roadmap#2831). Undefined when it does not say, such as for an unknown
 *   upload, or where it does not support this request.
 */
export async function getReceivedBytes(
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  signal: AbortSignal | undefined,
): Promise<number | undefined> {
  try {
    const { headers } = await registryRequestOnce(repository, token, {
      method: 'GET',
      operation: 'UploadLayerPart',
      target,
      accepts: [204],
      signal,
    });
    // `0-0` is used for one byte and for none: a single byte is sent again.
    const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.range ?? '')?.[1] ?? 0);
    return last === 0 ? 0 : last + 1;
  } catch (error) {
    if (tokenRejection(error)) throw error;
    const { status = 0 } = readRootCause(error);
    if (status >= 400 && status < 500 && !isTemporary(error)) return undefined;
    throw error;
  }
}

/**
 * Reads the byte that the registry expects next from its refusal of another one: `First byte of the layer part is 0
 * instead of 11304960` (apple/containerization#790). This is the only response in which ECR always says how much it has.
 */
export function expectedFirstByte(error: unknown): number | undefined {
  const { name, message } = readRootCause(error);
  if (name !== 'InvalidLayerPartException') return undefined;
  const expected = /First byte of the layer part is \d+ instead of (\d+)/.exec(message)?.[1];
  return expected === undefined ? undefined : Number(expected);
}
