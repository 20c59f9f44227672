import type { RegistryResponse, RequestBody } from './send-request.ts';
import { tokenRefusal } from './registry-error.ts';
import type { RegistryToken } from './registry-token.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { isTemporary } from '../async/retry.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import { registryRequest, registryRequestOnce } from './registry-request.ts';

/** Where a blob may be taken over from: a repository of the same registry. */
export interface MountSource {
  readonly digest: string;
  readonly from: string;
}

export type OpenedUpload =
  /** The blob is there now; no byte had to move. */
  { readonly kind: 'mounted' } | { readonly kind: 'open'; readonly target: string };

/** Where to go on: the address of the last answer, else the one before. */
const nextTarget = ({ headers }: RegistryResponse, target: string): string => headers.location ?? target;

/**
 * Begins an upload, or mounts the blob (OCI distribution specification, "Mounting a blob from another repository"). A
 * registry that does not mount it opens an upload in the same answer.
 */
export async function openUpload(
  repository: RepositoryHandle,
  mount: MountSource | undefined,
  signal: AbortSignal | undefined,
): Promise<OpenedUpload> {
  const query = mount ? `?${new URLSearchParams({ mount: mount.digest, from: mount.from }).toString()}` : '';
  const target = `/v2/${repository.name}/blobs/uploads/${query}`;
  const answer = await registryRequest(repository, {
    method: 'POST',
    operation: 'InitiateLayerUpload',
    target,
    accepts: [201, 202],
    signal,
  });
  return answer.status === 201 && mount
    ? { kind: 'mounted' }
    : { kind: 'open', target: nextTarget(answer, target) };
}

const withDigest = (target: string, digest: string): string =>
  `${target}${target.includes('?') ? '&' : '?'}${new URLSearchParams({ digest }).toString()}`;

/** Sends a whole blob and closes its upload, in one request. */
export const putBlob = async (
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  digest: string,
  body: RequestBody,
  signal: AbortSignal | undefined,
): Promise<void> => {
  await registryRequestOnce(repository, token, {
    method: 'PUT',
    operation: 'CompleteLayerUpload',
    target: withDigest(target, digest),
    headers: { 'content-type': 'application/octet-stream' },
    body,
    accepts: [201],
    signal,
  });
};

/** Sends the bytes from `firstByte` on to an upload that has those before it. @returns where to close it */
export async function patchBlob(
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  firstByte: number,
  body: RequestBody,
  signal: AbortSignal | undefined,
): Promise<string> {
  const answer = await registryRequestOnce(repository, token, {
    method: 'PATCH',
    operation: 'UploadLayerPart',
    target,
    headers: {
      'content-type': 'application/octet-stream',
      'content-range': `${firstByte}-${firstByte + body.length - 1}`,
    },
    body,
    // ECR answers 201 where the specification has 202.
    accepts: [201, 202, 204],
    signal,
  });
  return nextTarget(answer, target);
}

/** Closes an upload whose bytes are all there. */
export const closeUpload = async (
  repository: RepositoryHandle,
  token: RegistryToken,
  target: string,
  digest: string,
  signal: AbortSignal | undefined,
): Promise<void> => {
  await registryRequestOnce(repository, token, {
    method: 'PUT',
    operation: 'CompleteLayerUpload',
    target: withDigest(target, digest),
    accepts: [201],
    signal,
  });
};

/**
 * How many bytes the registry says that it holds of an upload. It may hold more: ECR was seen to answer with the end of the
 * first chunk throughout (aws/containers-roadmap#2831). Undefined when it does not say, as for an upload that it does not
 * know, or where it does not offer this request at all.
 */
export async function heldBytes(
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
    // `0-0` stands for one byte and for none: a single byte is sent again.
    const last = Number(/^(?:bytes=)?0-(\d+)$/.exec(headers.range ?? '')?.[1] ?? 0);
    return last === 0 ? 0 : last + 1;
  } catch (error) {
    if (tokenRefusal(error)) throw error;
    const { status = 0 } = readRootCause(error);
    if (status >= 400 && status < 500 && !isTemporary(error)) return undefined;
    throw error;
  }
}

/**
 * The byte that the registry expects next, as its refusal of another one tells: `First byte of the layer part is 0 instead
 * of 11304960` (apple/containerization#790). The only place where ECR always tells how much it holds.
 */
export function expectedByte(error: unknown): number | undefined {
  const { name, message } = readRootCause(error);
  if (name !== 'InvalidLayerPartException') return undefined;
  const told = /First byte of the layer part is \d+ instead of (\d+)/.exec(message)?.[1];
  return told === undefined ? undefined : Number(told);
}
