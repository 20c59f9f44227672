import { describe, expect } from 'vitest';
import { limits } from '../registry/limits.ts';
import { putImage } from '../registry/put-image.ts';
import { refusal } from '../testing/refusal.ts';
import { sha256 } from '../testing/sample-registry.ts';
import { imageManifest, imageMediaType, indexManifest, indexMediaType, seedLayer } from '../testing/seed.ts';
import { test } from '../../testing/images-test.ts';

describe('PutImage', () => {
  test('compares the digest with the hash of the exact bytes', async ({
    repositoryName,
    put,
    manifestOf,
  }) => {
    const manifest = manifestOf('exact');
    const wrong = sha256(`${manifest}\n`);
    expect(await refusal(put(manifest, { imageDigest: wrong }))).toMatchObject({
      name: 'ImageDigestDoesNotMatchException',
      message: `The image with digest '${wrong}' in repository '${repositoryName}' and registry ID '111111111111' does not match the image digest that Amazon ECR has calculated.`,
    });
    const { image } = await put(manifest, { imageDigest: sha256(manifest), imageTag: 'v1' });
    expect(image).toMatchObject({
      imageId: { imageDigest: sha256(manifest), imageTag: 'v1' },
      imageManifest: manifest,
      imageManifestMediaType: imageMediaType,
    });
  });

  test('adds a tag to an image, and rejects a put that changes nothing', async ({
    repository,
    repositoryName,
    put,
    manifestOf,
  }) => {
    const manifest = manifestOf('again');
    const digest = sha256(manifest);
    await put(manifest, { imageTag: 'a' });
    await put(manifest, { imageTag: 'b' });
    expect([...(repository.images.get(digest)?.tags ?? [])]).toEqual(['a', 'b']);
    expect(await refusal(put(manifest, { imageTag: 'a' }))).toMatchObject({
      name: 'ImageAlreadyExistsException',
      message: `Image with digest '${digest}' and tag 'a' already exists in the repository with name '${repositoryName}' in registry with id '111111111111'`,
    });
    expect(await refusal(put(manifest))).toMatchObject({ name: 'ImageAlreadyExistsException' });
  });

  test('moves a mutable tag and leaves the previous image untagged', async ({
    repository,
    put,
    manifestOf,
  }) => {
    const [first, second] = [manifestOf('first'), manifestOf('second')];
    await put(first, { imageTag: 'latest' });
    await put(second, { imageTag: 'latest' });
    expect(repository.tags.get('latest')).toBe(sha256(second));
    expect(repository.images.get(sha256(first))?.tags.size).toBe(0);
  });

  test.for([
    ['IMMUTABLE', 'v1', false],
    ['IMMUTABLE', 'dev-1', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'v1', false],
    ['IMMUTABLE_WITH_EXCLUSION', 'dev-1', true],
    ['MUTABLE_WITH_EXCLUSION', 'v1', true],
    ['MUTABLE_WITH_EXCLUSION', 'dev-1', false],
  ] as const)(
    'in a repository that is %s, tag %s is movable: %s',
    async ([tagMutability, imageTag, mayMove], { repository, repositoryName, put, manifestOf }) => {
      Object.assign(repository.settings, {
        tagMutability,
        exclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
      });
      await put(manifestOf('first'), { imageTag });
      const moved = put(manifestOf('second'), { imageTag });
      if (mayMove) await expect(moved).resolves.toBeDefined();
      else {
        expect(await refusal(moved)).toMatchObject({
          name: 'ImageTagAlreadyExistsException',
          message: `The image tag '${imageTag}' already exists in the '${repositoryName}' repository and cannot be overwritten because the repository is immutable.`,
        });
      }
    },
  );

  test('requires the manifests of an index first', async ({ repositoryName, put }) => {
    const index = indexManifest([{ digest: sha256('child'), size: 5 }]);
    expect(await refusal(put(index))).toMatchObject({
      name: 'ReferencedImagesNotFoundException',
      message: `Images with digests '[${sha256('child')}]' required for pushing image into repository with name '${repositoryName}' in the registry with id '111111111111' do not exist`,
    });
  });

  const invalidJson =
    "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Invalid JSON syntax'";
  test.for([
    ['text that is not JSON', 'nothing', {}],
    ['an unknown media type', JSON.stringify({ schemaVersion: 2, mediaType: 'text/plain' }), {}],
    ['no media type at all', JSON.stringify({ schemaVersion: 2, layers: [] }), {}],
    ['an image without layers', imageManifest({ digest: sha256('c'), size: 1 }, []), {}],
  ] as const)('refuses %s', async ([_what, manifest, more], { put }) => {
    expect(await refusal(put(manifest, more))).toMatchObject({
      name: 'InvalidParameterException',
      message: invalidJson,
    });
  });

  test('uses the media type of the request when the manifest has none', async ({ put, manifestOf }) => {
    const bare = JSON.stringify({ ...JSON.parse(manifestOf('bare')), mediaType: undefined });
    expect(await refusal(put(bare))).toMatchObject({ message: invalidJson });
    const { image } = await put(bare, { imageManifestMediaType: imageMediaType });
    expect(image?.imageManifestMediaType).toBe(imageMediaType);
    const other = { imageManifestMediaType: indexMediaType };
    expect(await refusal(put(manifestOf('other'), other))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('accepts at most 500 layers', async ({ repository, put }) => {
    const config = seedLayer(repository, '{}');
    const layer = seedLayer(repository, 'layer');
    await put(
      imageManifest(
        config,
        Array.from({ length: limits.layersPerImage }, () => layer),
      ),
    );
    const more = Array.from({ length: limits.layersPerImage + 1 }, () => layer);
    expect(await refusal(put(imageManifest(config, more)))).toMatchObject({
      message:
        "Invalid parameter at 'ImageManifest' failed to satisfy constraint: 'Limit on number of layers per image exceeded'",
    });
  });

  test('accepts at most 4 MiB', async ({ put, manifestOf }) => {
    const size = manifestOf('big', { annotations: { filler: '' } }).length;
    const filled = (length: number) =>
      manifestOf('big', { annotations: { filler: 'x'.repeat(length - size) } });
    await put(filled(limits.manifestSize));
    expect(await refusal(put(filled(limits.manifestSize + 1)))).toMatchObject({
      name: 'InvalidParameterException',
    });
  });

  test('accepts at most 1,000 tags on an image', async ({ repository, put, manifestOf }) => {
    const manifest = manifestOf('tags');
    for (let tag = 0; tag < limits.tagsPerImage; tag += 1) putImage(repository, { manifest, tag: `t${tag}` });
    expect(await refusal(put(manifest, { imageTag: 'more' }))).toMatchObject({
      name: 'LimitExceededException',
    });
  });

  test('rejects a malformed tag or digest', async ({ put, manifestOf }) => {
    const manifest = manifestOf('names');
    expect(await refusal(put(manifest, { imageTag: 'a b' }))).toMatchObject({
      message:
        "Invalid parameter at 'imageTag' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_.]+''",
    });
    expect(await refusal(put(manifest, { imageDigest: 'x' }))).toMatchObject({
      message:
        "Invalid parameter at 'imageDigest' failed to satisfy constraint: 'must satisfy regular expression '[a-zA-Z0-9-_+.]+:[a-fA-F0-9]+''",
    });
  });

  test('does not require nondistributable layers', async ({ repository, put }) => {
    const config = seedLayer(repository, '{}');
    const foreign = {
      mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
      digest: sha256('windows'),
      size: 7,
    };
    await expect(put(imageManifest(config, [foreign]))).resolves.toBeDefined();
  });
});
