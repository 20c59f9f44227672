import { DescribeImagesCommand, PutImageCommand } from '@aws-sdk/client-ecr';
import { pushImage, putOf, uploadBlobs } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageManifest, imageType, indexManifest, newBlob, sha256 } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { readManifest } from '../core/read-image.ts';
import { refusalName } from '../core/refusal.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('images'),
});

export const images = claimArea('images', 'Push with the ECR API: images', [
  [
    'exact-bytes',
    'observed',
    'A manifest is stored byte for byte, white space included, and its digest is the SHA-256 of these bytes.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const text = `${JSON.stringify(JSON.parse(imageManifest(config, [layer])), null, 3)}\r\n \n`;
      const { image } = await first.client.send(putOf(repositoryName, text));
      const digest = sha256(text);
      const stored = await readManifest(first, repositoryName, { imageDigest: digest });
      return verdict([image?.imageId?.imageDigest, stored === text], [digest, true]);
    },
  ],
  [
    'given-digest',
    'observed',
    'PutImage compares the given digest with the computed one: ImageDigestDoesNotMatchException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const put = new PutImageCommand({
        repositoryName,
        imageManifest: imageManifest(config, [layer]),
        imageDigest: newBlob().digest,
      });
      return verdict(await refusalName(first.client.send(put)), 'ImageDigestDoesNotMatchException');
    },
  ],
  [
    'layers-first',
    'documented',
    'An image whose layers or configuration the repository does not have is rejected: LayersNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const puts = [imageManifest(config, [newBlob()]), imageManifest(newBlob(), [layer])];
      const seen: string[] = [];
      for (const text of puts) seen.push(await refusalName(first.client.send(putOf(repositoryName, text))));
      return verdict(seen, ['LayersNotFoundException', 'LayersNotFoundException']);
    },
  ],
  [
    'children-first',
    'observed',
    'An index is rejected until the manifests that it references exist: ReferencedImagesNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const child = imageManifest(config, [layer]);
      const index = indexManifest([child]);
      const before = await refusalName(first.client.send(putOf(repositoryName, index)));
      await first.client.send(putOf(repositoryName, child));
      const after = await refusalName(first.client.send(putOf(repositoryName, index)));
      return verdict([before, after], ['ReferencedImagesNotFoundException', 'accepted']);
    },
  ],
  [
    'media-type-from-outside',
    'documented',
    'A manifest without `mediaType` is rejected with InvalidParameterException unless imageManifestMediaType is given.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const text = imageManifest(config, [layer], { mediaType: undefined });
      const without = new PutImageCommand({ repositoryName, imageManifest: text });
      const withType = new PutImageCommand({ ...without.input, imageManifestMediaType: imageType });
      const seen = [
        await refusalName(first.client.send(without)),
        await refusalName(first.client.send(withType)),
      ];
      return verdict(seen, ['InvalidParameterException', 'accepted']);
    },
  ],
  [
    'no-layers',
    'observed',
    'An image without any layer is rejected with InvalidParameterException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { config } = await uploadBlobs(first, repositoryName);
      const put = first.client.send(putOf(repositoryName, imageManifest(config, [])));
      return verdict(await refusalName(put), 'InvalidParameterException');
    },
  ],
  [
    'second-tag',
    'documented',
    'The same manifest under another tag adds the tag to the image.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest, digest } = await pushImage(first, repositoryName, { tag: 'second-a' });
      await first.client.send(putOf(repositoryName, manifest, 'second-b'));
      const { imageDetails } = await first.client.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }),
      );
      return verdict(imageDetails?.[0]?.imageTags?.toSorted(), ['second-a', 'second-b']);
    },
  ],
  [
    'no-change',
    'documented',
    'PutImage that changes neither manifest nor tag is rejected: ImageAlreadyExistsException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImage(first, repositoryName, { tag: 'no-change' });
      const again = first.client.send(putOf(repositoryName, manifest, 'no-change'));
      return verdict(await refusalName(again), 'ImageAlreadyExistsException');
    },
  ],
  [
    'no-change-without-tag',
    'assumed',
    'PutImage without a tag of a manifest that already exists is rejected: ImageAlreadyExistsException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { manifest } = await pushImage(first, repositoryName, { tag: 'no-tag' });
      const again = first.client.send(putOf(repositoryName, manifest));
      return verdict(await refusalName(again), 'ImageAlreadyExistsException');
    },
  ],
  [
    'tag-moves',
    'documented',
    'In a mutable repository a tag moves to the new image, and the previous image stays without it.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const former = await pushImage(first, repositoryName, { tag: 'moves' });
      await pushImage(first, repositoryName, { tag: 'moves' });
      const { imageDetails } = await first.client.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: former.digest }] }),
      );
      return verdict(
        imageDetails?.map(({ imageTags = [] }) => imageTags),
        [[]],
      );
    },
  ],
  [
    'size',
    'observed',
    'DescribeImages reports as size the sum of the configuration and the layers in the manifest.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest, config, layer } = await pushImage(first, repositoryName);
      const { imageDetails } = await first.client.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }),
      );
      return verdict(imageDetails?.[0]?.imageSizeInBytes, config.size + layer.size);
    },
  ],
  [
    'size-of-index',
    'documented',
    'DescribeImages reports as size of an index that of its largest image.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const children = [
        await pushImage(first, repositoryName),
        await pushImage(first, repositoryName, { layerSize: 500 }),
      ];
      const index = indexManifest(children.map(({ manifest }) => manifest));
      await first.client.send(putOf(repositoryName, index));
      const { imageDetails } = await first.client.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: sha256(index) }] }),
      );
      const sizes = children.map(({ config, layer }) => config.size + layer.size);
      return verdict(imageDetails?.[0]?.imageSizeInBytes, Math.max(...sizes));
    },
  ],
  [
    'digest-before-layers',
    'assumed',
    'PutImage with a wrong digest and missing layers is rejected for the digest: ImageDigestDoesNotMatchException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const put = new PutImageCommand({
        repositoryName,
        imageManifest: imageManifest(newBlob(), [newBlob()]),
        imageDigest: newBlob().digest,
        imageTag: 'precedence',
      });
      return verdict(await refusalName(first.client.send(put)), 'ImageDigestDoesNotMatchException');
    },
  ],
]);
