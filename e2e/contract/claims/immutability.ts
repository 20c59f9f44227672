import type { CreateRepositoryCommandInput } from '@aws-sdk/client-ecr';
import { pushImage, putOf } from '../core/api-push.ts';
import { claimArea } from '../core/claim.ts';
import { imageManifest, newBlob, newConfig } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { refusalName } from '../core/refusal.ts';
import { putManifest } from '../core/registry-push.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

const immutable = async ({ repositories }: TargetRegistry) =>
  repositories.get('immutable', { imageTagMutability: 'IMMUTABLE' });

const excluding = (
  mutability: 'IMMUTABLE_WITH_EXCLUSION' | 'MUTABLE_WITH_EXCLUSION',
): Partial<CreateRepositoryCommandInput> => ({
  imageTagMutability: mutability,
  imageTagMutabilityExclusionFilters: [{ filterType: 'WILDCARD', filter: 'dev-*' }],
});

/** How a second image under the same tag is rejected, for a tag that the exclusion matches and for one that it does not. */
async function secondImages(registry: TargetRegistry, repositoryName: string): Promise<readonly string[]> {
  const seen: string[] = [];
  for (const tag of ['dev-1', 'release-1']) {
    await pushImage(registry, repositoryName, { tag });
    seen.push(await refusalName(pushImage(registry, repositoryName, { tag })));
  }
  return seen;
}

export const immutability = claimArea('immutability', 'Immutability of tags', [
  [
    'tag-stays',
    'documented',
    'In an immutable repository a tag does not move: ImageTagAlreadyExistsException.',
    async ({ first }) => {
      const repositoryName = await immutable(first);
      await pushImage(first, repositoryName, { tag: 'stays' });
      const other = pushImage(first, repositoryName, { tag: 'stays' });
      return verdict(await refusalName(other), 'ImageTagAlreadyExistsException');
    },
  ],
  [
    'same-image-again',
    'assumed',
    'In an immutable repository the same image under the same tag is rejected with ImageAlreadyExistsException.',
    async ({ first }) => {
      const repositoryName = await immutable(first);
      const { manifest } = await pushImage(first, repositoryName, { tag: 'same' });
      const again = first.client.send(putOf(repositoryName, manifest, 'same'));
      return verdict(await refusalName(again), 'ImageAlreadyExistsException');
    },
  ],
  [
    'second-tag',
    'documented',
    'In an immutable repository further tags can be added to an image.',
    async ({ first }) => {
      const repositoryName = await immutable(first);
      const { manifest } = await pushImage(first, repositoryName, { tag: 'one' });
      return verdict(
        await refusalName(first.client.send(putOf(repositoryName, manifest, 'two'))),
        'accepted',
      );
    },
  ],
  [
    'tag-before-layers',
    'assumed',
    'An immutable tag that exists and missing layers: the put is rejected for the tag, with ImageTagAlreadyExistsException.',
    async ({ first }) => {
      const repositoryName = await immutable(first);
      await pushImage(first, repositoryName, { tag: 'taken' });
      const put = putOf(repositoryName, imageManifest(newConfig(), [newBlob()]), 'taken');
      return verdict(await refusalName(first.client.send(put)), 'ImageTagAlreadyExistsException');
    },
  ],
  [
    'immutable-with-exclusion',
    'documented',
    'IMMUTABLE_WITH_EXCLUSION: a tag that matches a filter moves, another one stays.',
    async ({ first }) => {
      const repositoryName = await first.repositories.get(
        'immutable-except',
        excluding('IMMUTABLE_WITH_EXCLUSION'),
      );
      return verdict(await secondImages(first, repositoryName), [
        'accepted',
        'ImageTagAlreadyExistsException',
      ]);
    },
  ],
  [
    'mutable-with-exclusion',
    'documented',
    'MUTABLE_WITH_EXCLUSION: a tag that matches a filter stays, another one moves.',
    async ({ first }) => {
      const repositoryName = await first.repositories.get(
        'mutable-except',
        excluding('MUTABLE_WITH_EXCLUSION'),
      );
      return verdict(await secondImages(first, repositoryName), [
        'ImageTagAlreadyExistsException',
        'accepted',
      ]);
    },
  ],
  [
    'registry-tag-stays',
    'observed',
    'The registry endpoint rejects moving a tag of an immutable repository with 400 TAG_INVALID.',
    async ({ first }) => {
      const repositoryName = await immutable(first);
      await pushImage(first, repositoryName, { tag: 'registry' });
      const { manifest } = await pushImage(first, repositoryName);
      const { status, error } = await putManifest(first, repositoryName, 'registry', manifest);
      return verdict([status, error?.code], [400, 'TAG_INVALID']);
    },
  ],
]);
