import pLimit from 'p-limit';
import { pushImage, putOf } from './api-push.ts';
import type { TargetRegistry } from './target-registry.ts';

/** An image that has as many tags as ECR allows. */
export interface FullyTaggedImage {
  readonly repositoryName: string;
  readonly manifest: string;
}

const made = new WeakMap<TargetRegistry, Promise<FullyTaggedImage>>();

/** Pushes an image with 1,000 tags, once for each registry. */
export async function fullyTaggedImage(registry: TargetRegistry): Promise<FullyTaggedImage> {
  const image = made.get(registry) ?? pushWithTags(registry, 1000);
  made.set(registry, image);
  return image;
}

async function pushWithTags(registry: TargetRegistry, count: number): Promise<FullyTaggedImage> {
  const repositoryName = await registry.repositories.get('tags');
  const { manifest } = await pushImage(registry, repositoryName);
  // The quota of PutImage is ten calls a second, and the SDK retries throttled calls.
  const limit = pLimit(4);
  await Promise.all(
    Array.from({ length: count }, async (_, index) =>
      limit(async () => registry.client.send(putOf(repositoryName, manifest, `tag-${index}`))),
    ),
  );
  return { repositoryName, manifest };
}
