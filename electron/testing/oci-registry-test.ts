import { createHash } from 'node:crypto';
import { expect, test as base } from 'vitest';
import { openRegistry } from '../local-ecr/testing/open-registry.ts';

export const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const emptyType = 'application/vnd.oci.empty.v1+json';

export const sha256 = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

/** Returns the status and the error code of a response. */
export async function codeOf(response: Response): Promise<[number, string]> {
  const body: unknown = await response.json();
  const text = JSON.stringify(body);
  return [response.status, /^\{"errors":\[\{"code":"(\w+)","message":/.exec(text)?.[1] ?? text];
}

/** A test with a registry endpoint of its own, in which the repository `team/api` exists. */
export const test = base
  .extend(
    'fixture',
    // oxlint-disable-next-line no-empty-pattern -- Vitest reads the dependencies of a fixture from this pattern.
    async ({}, { onCleanup }) => {
      const fixture = await openRegistry();
      onCleanup(() => fixture.ecr.close());
      fixture.registry.createRepository('team/api');
      return fixture;
    },
  )
  /** Starts an upload, and returns its path. */
  .extend('beginUpload', ({ fixture }) => async (repository = 'team/api', query = ''): Promise<string> => {
    const response = await fixture.send('POST', `/v2/${repository}/blobs/uploads/${query}`);
    expect(response.status).toBe(202);
    return response.headers.get('location') ?? '';
  })
  /** Uploads a blob, and returns its digest. */
  .extend(
    'pushBlob',
    ({ fixture, beginUpload }) =>
      async (bytes: Uint8Array<ArrayBuffer>, repository = 'team/api'): Promise<string> => {
        const location = await beginUpload(repository);
        const digest = sha256(bytes);
        const response = await fixture.send('PUT', `${location}?digest=${digest}`, { body: bytes });
        expect(response.status).toBe(201);
        return digest;
      },
  )
  .extend(
    'putManifest',
    ({ fixture }) =>
      async (reference: string, text: string, repository = 'team/api'): Promise<Response> =>
        fixture.send('PUT', `/v2/${repository}/manifests/${reference}`, {
          body: text,
          headers: { 'content-type': manifestType },
        }),
  )
  /** Uploads a config and a layer, and puts a manifest of both. */
  .extend(
    'pushManifest',
    ({ pushBlob, putManifest }) =>
      async (
        reference: string,
        extra: object = {},
        repository = 'team/api',
      ): Promise<{ response: Response; text: string }> => {
        const config = await pushBlob(Buffer.from('{}'), repository);
        const layer = await pushBlob(Buffer.from('layer'), repository);
        const text = JSON.stringify({
          schemaVersion: 2,
          mediaType: manifestType,
          config: { mediaType: emptyType, digest: config, size: 2 },
          layers: [{ mediaType: 'text/plain', digest: layer, size: 5 }],
          ...extra,
        });
        return { response: await putManifest(reference, text, repository), text };
      },
  )
  /** Requests a mount into the repository `copy`, and returns the status. */
  .extend(
    'mounting',
    ({ fixture }) =>
      async (digest: string, from = 'team/api'): Promise<number> =>
        (await fixture.send('POST', `/v2/copy/blobs/uploads/?mount=${digest}&from=${from}`)).status,
  );
