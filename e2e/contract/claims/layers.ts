import {
  BatchCheckLayerAvailabilityCommand,
  CompleteLayerUploadCommand,
  GetDownloadUrlForLayerCommand,
  InitiateLayerUploadCommand,
} from '@aws-sdk/client-ecr';
import { availabilityOf, completeUpload, partOf, startUpload, uploadBlob } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { mebibyte, newBlob } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { refusalName, refusalOf } from '../core/refusal.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('layers'),
});

export const layers = claimArea('layers', 'Push with the ECR API: layers', [
  [
    'part-size',
    'documented',
    'InitiateLayerUpload proposes parts of 10,485,760 bytes.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { partSize } = await first.client.send(new InitiateLayerUploadCommand({ repositoryName }));
      return verdict(partSize, 10_485_760);
    },
  ],
  [
    'two-parts',
    'documented',
    'A layer arrives in consecutive parts; each answer names the last byte received, counted from 0.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(5 * mebibyte + 7);
      const uploadId = await startUpload(first, repositoryName);
      const seen: (number | undefined)[] = [];
      for (const [begin, end] of [
        [0, 5 * mebibyte],
        [5 * mebibyte, blob.size],
      ] as const) {
        const part = partOf(repositoryName, uploadId, begin, blob.bytes.subarray(begin, end));
        seen.push((await first.client.send(part)).lastByteReceived);
      }
      await completeUpload(first, repositoryName, uploadId, blob.digest);
      return verdict(seen, [5 * mebibyte - 1, blob.size - 1]);
    },
  ],
  [
    'any-digest',
    'assumed',
    'CompleteLayerUpload succeeds when any one of the given digests is the computed one.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const [blob, other] = [newBlob(), newBlob()];
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
      const layerDigests = [other.digest, blob.digest];
      const { layerDigest } = await first.client.send(
        new CompleteLayerUploadCommand({ repositoryName, uploadId, layerDigests }),
      );
      return verdict(layerDigest, blob.digest);
    },
  ],
  [
    'wrong-digest',
    'observed',
    'CompleteLayerUpload rejects a digest that is not the computed one: InvalidLayerException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, newBlob().bytes));
      const complete = completeUpload(first, repositoryName, uploadId, newBlob().digest);
      return verdict(await refusalName(complete), 'InvalidLayerException');
    },
  ],
  [
    'right-digest-after-wrong',
    'assumed',
    'After InvalidLayerException the same upload can be completed with the right digest.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
      const complete = async (digest: string) =>
        refusalName(completeUpload(first, repositoryName, uploadId, digest));
      const seen = [await complete(newBlob().digest), await complete(blob.digest)];
      return verdict(seen, ['InvalidLayerException', 'accepted']);
    },
  ],
  [
    'no-parts',
    'observed',
    'An upload without parts cannot be completed: EmptyUploadException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const uploadId = await startUpload(first, repositoryName);
      const complete = completeUpload(first, repositoryName, uploadId, newBlob().digest);
      return verdict(await refusalName(complete), 'EmptyUploadException');
    },
  ],
  [
    'small-part',
    'observed',
    'A part under 5 MiB that is not the last is accepted by UploadLayerPart and refused by CompleteLayerUpload: LayerPartTooSmallException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob(200);
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes.subarray(0, 100)));
      await first.client.send(partOf(repositoryName, uploadId, 100, blob.bytes.subarray(100)));
      const complete = completeUpload(first, repositoryName, uploadId, blob.digest);
      return verdict(await refusalName(complete), 'LayerPartTooSmallException');
    },
  ],
  [
    'already-exists',
    'documented',
    'A layer that the repository has already is rejected at its completion: LayerAlreadyExistsException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      await uploadBlob(first, repositoryName, blob);
      const again = uploadBlob(first, repositoryName, blob);
      return verdict(await refusalName(again), 'LayerAlreadyExistsException');
    },
  ],
  [
    'completed-upload',
    'assumed',
    'An upload ends with its completion: a second completion is rejected with UploadNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      const uploadId = await startUpload(first, repositoryName);
      await first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
      await completeUpload(first, repositoryName, uploadId, blob.digest);
      const again = completeUpload(first, repositoryName, uploadId, blob.digest);
      return verdict(await refusalName(again), 'UploadNotFoundException');
    },
  ],
  [
    'upload-of-another-repository',
    'documented',
    'An upload belongs to one repository: in another one its id is rejected with UploadNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const other = await first.repositories.get('other');
      const uploadId = await startUpload(first, repositoryName);
      const part = first.client.send(partOf(other, uploadId, 0, newBlob().bytes));
      return verdict(await refusalName(part), 'UploadNotFoundException');
    },
  ],
  [
    'layer-of-another-repository',
    'documented',
    'Layers belong to one repository: in another one of the same registry they are UNAVAILABLE.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const other = await first.repositories.get('other');
      const blob = newBlob();
      await uploadBlob(first, repositoryName, blob);
      return verdict(await availabilityOf(first, other, blob.digest), 'UNAVAILABLE');
    },
  ],
  [
    'unreferenced-layer',
    'assumed',
    'A layer that no image references yet is AVAILABLE to BatchCheckLayerAvailability, with its size.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      await uploadBlob(first, repositoryName, blob);
      const { layers: found } = await first.client.send(
        new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [blob.digest] }),
      );
      const seen = found?.map(({ layerAvailability, layerSize }) => [layerAvailability, layerSize]);
      return verdict(seen, [['AVAILABLE', blob.size]]);
    },
  ],
  [
    'unreferenced-download',
    'documented',
    'A layer that no image references cannot be downloaded: LayerInaccessibleException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      await uploadBlob(first, repositoryName, blob);
      const url = new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: blob.digest });
      return verdict(await refusalName(first.client.send(url)), 'LayerInaccessibleException');
    },
  ],
  [
    'missing-layer',
    'assumed',
    'A digest that the repository does not have is reported in `layers` as UNAVAILABLE and not in `failures`.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { layers: found, failures } = await first.client.send(
        new BatchCheckLayerAvailabilityCommand({ repositoryName, layerDigests: [newBlob().digest] }),
      );
      const seen = [found?.map(({ layerAvailability }) => layerAvailability), failures?.length ?? 0];
      return verdict(seen, [['UNAVAILABLE'], 0]);
    },
  ],
  [
    'malformed-digest',
    'documented',
    'Text that is no digest is reported in `failures` as InvalidLayerDigest, in addition to the results of the others.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { layers: found, failures } = await first.client.send(
        new BatchCheckLayerAvailabilityCommand({
          repositoryName,
          layerDigests: ['no-digest', newBlob().digest],
        }),
      );
      const seen = [found?.length, failures?.map(({ failureCode }) => failureCode)];
      return verdict(seen, [1, ['InvalidLayerDigest']]);
    },
  ],
  [
    'same-layer-twice-at-once',
    'assumed',
    'Of two uploads of one layer the second is rejected with LayerAlreadyExistsException or UploadNotFoundException, and the layer exists.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const blob = newBlob();
      const ids = [await startUpload(first, repositoryName), await startUpload(first, repositoryName)];
      for (const uploadId of ids) await first.client.send(partOf(repositoryName, uploadId, 0, blob.bytes));
      const names: string[] = [];
      for (const uploadId of ids) {
        const { name } = await refusalOf(completeUpload(first, repositoryName, uploadId, blob.digest));
        names.push(name.replace('UploadNotFoundException', 'LayerAlreadyExistsException'));
      }
      const availability = await availabilityOf(first, repositoryName, blob.digest);
      return verdict([...names, availability], ['accepted', 'LayerAlreadyExistsException', 'AVAILABLE']);
    },
  ],
]);
