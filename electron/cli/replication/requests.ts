import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { imagesPerPlan, replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { CliContext } from '../terminal/context.ts';
import type { ReplicationCommandOptions } from '../options/replication-options.ts';
import type { SourceReference } from '../options/source-reference.ts';
import { chunk } from '../../engine/ecr/chunk.ts';
import { UsageError } from '../terminal/usage-error.ts';
import { countSingleCalls } from '../../engine/plan/gather-plan-inputs.ts';
import { connectToRead, openDestination, openSource } from '../../engine/plan/open-sides.ts';
import type { Finding, RequestedImage } from './find-images.ts';
import { findImages } from './find-images.ts';
import type { Route } from './open-route.ts';

/** The images that were found in one source repository. */
interface FoundImages {
  readonly repositoryName: string;
  readonly images: readonly RequestedImage[];
}

const withDestinationTags = (
  found: readonly FoundImages[],
  destinationTags: readonly string[],
): readonly FoundImages[] =>
  found.map(({ repositoryName, images }) => ({
    repositoryName,
    images: images.map((image) => ({ ...image, destinationTags: [...destinationTags] })),
  }));

/**
 * The tags of `--tag`, or none by `--untagged`, replace the source's.
 * @throws UsageError when they would stand on several images.
 */
function withTags(
  found: readonly FoundImages[],
  { tag: tags, untagged }: Pick<ReplicationCommandOptions, 'tag' | 'untagged'>,
): readonly FoundImages[] {
  if (untagged) return withDestinationTags(found, []);
  if (!tags) return found;
  const count = found.reduce((sum, { images }) => sum + images.length, 0);
  if (count !== 1)
    throw new UsageError(
      `--tag is for a single image, and --source means ${count} of them: one tag cannot be on two images.`,
      'Leave --tag out to keep the tags of the source, or replicate the images one by one.',
    );
  return withDestinationTags(found, [...new Set(tags)]);
}

/** Two repositories may have the same tag; the destination cannot have it twice. */
function assertTagsUnique(found: readonly FoundImages[]): void {
  const owners = new Map<string, { readonly name: string; readonly digest: string }>();
  for (const { repositoryName, images } of found) {
    for (const { digest, destinationTags } of images) {
      for (const tag of destinationTags) {
        const owner = owners.get(tag);
        if (owner && owner.digest !== digest)
          throw new UsageError(
            `Tag ${tag} is in both ${owner.name} and ${repositoryName}, on different images: it cannot be on both at the destination.`,
            'Replicate them one by one, and give one of them another tag with --tag.',
          );
        owners.set(tag, { name: repositoryName, digest });
      }
    }
  }
}

/**
 * Asks the source which images are meant, and makes one request for each of its repositories, in their order.
 *
 * @throws UsageError when one tag would be on two images; EngineError when an image is not there.
 */
export async function makeRequests(
  options: ReplicationCommandOptions,
  { source, destination, access, reads }: Route,
  { signal, stderr }: Pick<CliContext, 'signal' | 'stderr'>,
): Promise<readonly ReplicationRequest[]> {
  const found: FoundImages[] = [];
  const finding: Finding = {
    signal,
    list: (repository, images) =>
      reads.listSource(repository, countSingleCalls(images, images, options.referrers)),
    wantsTags: !options.untagged && options.tag === undefined,
    warn: (warning: string) => void stderr.write(`warning: ${warning}\n`),
  };
  for (const [repositoryName, references] of byRepository(options.source)) {
    const selected = { ...source, repositoryName };
    if (found.length === 0) {
      // The first plan waits for them, and reports their errors.
      void Promise.allSettled([
        openSource(access, selected, reads),
        openDestination(access, { ...destination, repositoryName: options.destination }, reads),
      ]);
    }
    const repository = await connectToRead(access, selected, 'source');
    found.push({ repositoryName, images: await findImages(repository, references, finding) });
  }
  const tagged = withTags(found, options);
  assertTagsUnique(tagged);

  return tagged.flatMap(({ repositoryName, images }) =>
    chunk(images, imagesPerPlan).map((some) =>
      replicationRequestSchema.parse({
        source: { ...source, repositoryName },
        destination: {
          ...destination,
          repositoryName: options.destination,
          createRepository: options.createRepository ?? false,
        },
        images: some,
        options: {
          uploadMethod: options.uploadMethod,
          referrers: options.referrers,
          platforms: options.platform,
          missingManifests: options.leaveOutMissing ? 'leave-out' : 'refuse',
          existingSignatures: options.keepSignatures ? 'keep' : 'replace',
          verify: options.verify,
        },
      }),
    ),
  );
}

const byRepository = (
  references: readonly SourceReference[],
): ReadonlyMap<string, readonly SourceReference[]> =>
  Map.groupBy(references, ({ repositoryName }) => repositoryName);
