import { InvalidLayerPartException } from '@aws-sdk/client-ecr';
import { availabilityOf, completeUpload, partOf, startUpload } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { mebibyte, newBlob } from '../core/content.ts';
import { requireSeen, verdict } from '../core/outcome.ts';
import { refusalName, refusalOf } from '../core/refusal.ts';
import { contentRange, locationOf, startRegistryUpload } from '../core/registry-push.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('resume'),
});

/** What InvalidLayerPartException says of the bytes that ECR has. */
function lastValidByte(error: unknown): unknown {
  return error instanceof InvalidLayerPartException ? error.lastValidByteReceived : 'no such member';
}

export const resume = claimArea('resume', 'Resuming an upload', [
  [
    'gap',
    'documented',
    'A part that does not follow the last one is rejected with InvalidLayerPartException, which names the last byte received.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, newBlob(100).bytes));
      const { name, error } = await refusalOf(
        first.client.send(partOf(repositoryName, uploadId, 150, newBlob(100).bytes)),
      );
      return verdict([name, lastValidByte(error)], ['InvalidLayerPartException', 99]);
    },
  ],
  [
    'repeated-part',
    'observed',
    'A part that was sent before is rejected with InvalidLayerPartException and stored once.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      const uploadId = await startUpload(first, repositoryName);
      const part = () => first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
      await part();
      const { name, error } = await refusalOf(part());
      await completeUpload(first, repositoryName, uploadId, blob.digest);
      return verdict([name, lastValidByte(error)], ['InvalidLayerPartException', blob.size - 1]);
    },
  ],
  [
    'nothing-received',
    'assumed',
    'As long as nothing was received, InvalidLayerPartException reports -1 as the last valid byte.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      const { name, error } = await refusalOf(
        first.client.send(partOf(repositoryName, uploadId, 100, newBlob().bytes)),
      );
      return verdict([name, lastValidByte(error)], ['InvalidLayerPartException', -1]);
    },
  ],
  [
    'range-and-length-disagree',
    'assumed',
    'A part whose bytes are fewer or more than its range is rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      const seen: string[] = [];
      for (const length of [63, 65]) {
        const part = partOf(repositoryName, uploadId, 0, newBlob(64).bytes);
        part.input.layerPartBlob = newBlob(length).bytes;
        seen.push(await refusalName(first.client.send(part)));
      }
      return verdict(seen, ['InvalidParameterException', 'InvalidParameterException']);
    },
  ],
  [
    'continue',
    'documented',
    'An upload continues from the byte after the last valid one, whichever client sent the previous parts.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(5 * mebibyte + 10);
      const uploadId = await startUpload(first, repositoryName);
      const half = blob.bytes.subarray(0, 5 * mebibyte);
      await first.client.send(partOf(repositoryName, uploadId, 0, half));
      const { error } = await refusalOf(first.client.send(partOf(repositoryName, uploadId, 0, half)));
      const next = Number(lastValidByte(error)) + 1;
      await first.onceClient.send(partOf(repositoryName, uploadId, next, blob.bytes.subarray(next)));
      await completeUpload(first, repositoryName, uploadId, blob.digest);
      return verdict(await availabilityOf(first, repositoryName, blob.digest), 'AVAILABLE');
    },
  ],
  [
    'registry-status',
    'assumed',
    'GET of an upload at the registry endpoint is answered with 204 and its Range, as the OCI distribution specification defines.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const location = await startRegistryUpload(first, repositoryName);
      const patched = await first.endpoint.send('PATCH', location, { body: newBlob(100).bytes });
      const { status, headers } = await first.endpoint.send('GET', locationOf(patched));
      return verdict([status, headers.get('range')], [204, '0-99']);
    },
  ],
  [
    'registry-range-of-second-chunk',
    'assumed',
    'The Range header after each chunk reaches to the last byte received, also after the second one (reported otherwise by aws/containers-roadmap#2831).',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(5 * mebibyte + 10);
      let location = await startRegistryUpload(first, repositoryName);
      const seen: (string | null)[] = [];
      for (const [begin, end] of [
        [0, 5 * mebibyte],
        [5 * mebibyte, blob.size],
      ] as const) {
        const answer = await first.endpoint.send('PATCH', location, {
          body: blob.bytes.subarray(begin, end),
          headers: contentRange(begin, end),
        });
        seen.push(answer.headers.get('range'));
        location = locationOf(answer);
      }
      return verdict(seen, [`0-${5 * mebibyte - 1}`, `0-${blob.size - 1}`]);
    },
  ],
  [
    'registry-wrong-offset',
    'observed',
    'A chunk at the wrong offset is answered with 416 BLOB_UPLOAD_INVALID, whose message names the expected byte.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const location = await startRegistryUpload(first, repositoryName);
      const patched = await first.endpoint.send('PATCH', location, {
        body: newBlob(5 * mebibyte).bytes,
        headers: contentRange(0, 5 * mebibyte),
      });
      requireSeen(patched.status, 201);
      const { status, error } = await first.endpoint.send('PATCH', locationOf(patched), {
        body: newBlob(10).bytes,
        headers: contentRange(0, 10),
      });
      return verdict(
        [status, error],
        [
          416,
          {
            code: 'BLOB_UPLOAD_INVALID',
            message: `First byte of the layer part is 0 instead of ${5 * mebibyte}`,
          },
        ],
      );
    },
  ],
]);
