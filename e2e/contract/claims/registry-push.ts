import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageManifest, mebibyte, newBlob, newConfig } from '../core/content.ts';
import { matches, requireSeen, verdict } from '../core/outcome.ts';
import { readManifest } from '../core/read-image.ts';
import {
  contentRange,
  locationOf,
  pushBlob,
  pushImageToEndpoint,
  putManifest,
  startRegistryUpload,
  withDigest,
} from '../core/registry-push.ts';
import { availabilityOf, pushImage, uploadBlob } from '../core/api-push.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('registry'),
});

export const registryPush = claimArea('registry-push', 'Push with the registry endpoint', [
  [
    'challenge',
    'assumed',
    'A request without credentials is answered with 401 and a challenge for Basic authentication of the service ecr.amazonaws.com.',
    async ({ first }) => {
      const { status, headers } = await first.endpoint.send('GET', '/v2/', { anonymous: true });
      const text = `${status} ${headers.get('www-authenticate') ?? ''}`;
      return matches(text, /^401 Basic realm="https?:\/\/[^"]+\/",\s?service="ecr\.amazonaws\.com"$/);
    },
  ],
  [
    'password',
    'documented',
    'The user AWS with the password of GetAuthorizationToken is accepted.',
    async ({ first }) => verdict((await first.endpoint.send('GET', '/v2/')).status, 200),
  ],
  [
    'one-request',
    'observed',
    'A blob arrives whole in the PUT that completes its upload, and the ECR API has it at once.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      await pushBlob(first, repositoryName, blob);
      return verdict(await availabilityOf(first, repositoryName, blob.digest), 'AVAILABLE');
    },
  ],
  [
    'chunk-status',
    'observed',
    'PATCH is answered with 201, where the specification has 202.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const location = await startRegistryUpload(first, repositoryName);
      const { status } = await first.endpoint.send('PATCH', location, { body: newBlob().bytes });
      return verdict(status, 201);
    },
  ],
  [
    'chunks',
    'documented',
    'A blob arrives in chunks of 5 MiB and more, of which the last can be smaller.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(5 * mebibyte + 10);
      const half = 5 * mebibyte;
      const chunk = await first.endpoint.send('PATCH', await startRegistryUpload(first, repositoryName), {
        body: blob.bytes.subarray(0, half),
        headers: contentRange(0, half),
      });
      const { status } = await first.endpoint.send('PUT', withDigest(locationOf(chunk), blob.digest), {
        body: blob.bytes.subarray(half),
        headers: contentRange(half, blob.size),
      });
      return verdict([status, await availabilityOf(first, repositoryName, blob.digest)], [201, 'AVAILABLE']);
    },
  ],
  [
    'small-chunk',
    'assumed',
    'A chunk under 5 MiB that is not the last makes the completion fail with 400 SIZE_INVALID.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(200);
      let location = await startRegistryUpload(first, repositoryName);
      for (const begin of [0, 100])
        location = locationOf(
          await first.endpoint.send('PATCH', location, {
            body: blob.bytes.subarray(begin, begin + 100),
            headers: contentRange(begin, begin + 100),
          }),
        );
      const { status, error } = await first.endpoint.send('PUT', withDigest(location, blob.digest));
      return verdict([status, error?.code], [400, 'SIZE_INVALID']);
    },
  ],
  [
    'wrong-digest',
    'assumed',
    'A blob that does not have the given digest is rejected with 400 DIGEST_INVALID.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const location = await startRegistryUpload(first, repositoryName);
      const { status, error } = await first.endpoint.send('PUT', withDigest(location, newBlob().digest), {
        body: newBlob().bytes,
      });
      return verdict([status, error?.code], [400, 'DIGEST_INVALID']);
    },
  ],
  [
    'already-exists',
    'assumed',
    'Pushing a blob that the repository has already succeeds with 201.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      await uploadBlob(first, repositoryName, blob);
      await pushBlob(first, repositoryName, blob);
      return verdict(await availabilityOf(first, repositoryName, blob.digest), 'AVAILABLE');
    },
  ],
  [
    'head-blob',
    'observed',
    'HEAD of a blob returns its size and digest; of a missing blob it is 404.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { layer } = await pushImage(first, repositoryName);
      const { status, headers } = await first.endpoint.send(
        'HEAD',
        `/v2/${repositoryName}/blobs/${layer.digest}`,
      );
      const absent = await first.endpoint.send('HEAD', `/v2/${repositoryName}/blobs/${newBlob().digest}`);
      const seen = [status, headers.get('content-length'), headers.get('docker-content-digest')];
      return verdict([...seen, absent.status], [200, `${layer.size}`, layer.digest, 404]);
    },
  ],
  [
    'image',
    'documented',
    'An image pushed by the registry endpoint is the same bytes in the ECR API, under the tag.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImageToEndpoint(first, repositoryName, 'by-endpoint');
      const stored = await readManifest(first, repositoryName, { imageTag: 'by-endpoint' });
      return verdict(stored === manifest, true);
    },
  ],
  [
    'image-again',
    'assumed',
    'Pushing an image again under the same tag succeeds with 201.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImageToEndpoint(first, repositoryName, 'again');
      return verdict((await putManifest(first, repositoryName, 'again', manifest)).status, 201);
    },
  ],
  [
    'digest-header',
    'observed',
    'HEAD of a manifest has Docker-Content-Digest, GET of the same manifest does not.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImageToEndpoint(first, repositoryName, 'digest-header');
      const seen: (string | null)[] = [];
      for (const method of ['HEAD', 'GET']) {
        const answer = await first.endpoint.send(method, `/v2/${repositoryName}/manifests/digest-header`, {
          headers: { accept: '*/*' },
        });
        requireSeen(answer.status, 200);
        seen.push(answer.headers.get('docker-content-digest'));
      }
      return verdict(seen, [digest, null]);
    },
  ],
  [
    'missing-layers',
    'assumed',
    'A manifest whose layers are missing is rejected with 404 BLOB_UNKNOWN.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const manifest = imageManifest(newConfig(), [newBlob()]);
      const { status, error } = await putManifest(first, repositoryName, 'missing-layers', manifest);
      return verdict([status, error?.code], [404, 'BLOB_UNKNOWN']);
    },
  ],
  [
    'unsupported-manifest',
    'observed',
    'A manifest that ECR does not store is rejected with 405 UNSUPPORTED.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { status, error } = await putManifest(
        first,
        repositoryName,
        'unsupported',
        '{"schemaVersion":3}',
      );
      return verdict([status, error?.code], [405, 'UNSUPPORTED']);
    },
  ],
  [
    'missing-repository',
    'observed',
    'Starting an upload in a repository that does not exist closes the connection without an answer.',
    async ({ first }) => {
      const repositoryName = first.repositories.missing('registry');
      return verdict(
        (await first.endpoint.send('POST', `/v2/${repositoryName}/blobs/uploads/`)).status,
        'closed',
      );
    },
  ],
  [
    'bad-tag',
    'observed',
    'HEAD of a manifest by a tag that cannot exist is answered with 400.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { status } = await first.endpoint.send('HEAD', `/v2/${repositoryName}/manifests/a%2Bb`);
      return verdict(status, 400);
    },
  ],
  [
    'cancel',
    'assumed',
    'DELETE of an upload is answered with 204, and the upload is gone.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const location = await startRegistryUpload(first, repositoryName);
      const deleted = await first.endpoint.send('DELETE', location);
      const patched = await first.endpoint.send('PATCH', location, { body: newBlob().bytes });
      return verdict([deleted.status, patched.status], [204, 404]);
    },
  ],
]);
