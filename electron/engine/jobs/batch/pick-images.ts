import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { imagesPerPlan } from '../../../../shared/models/plan.ts';
import { renameTags } from '../../../../shared/selection/apply-renames.ts';
import { applyTagFilter } from '../../../../shared/selection/apply-tag-filter.ts';
import { chunk } from '../../ecr/chunk.ts';
import { EngineError } from '../../errors/engine-error.ts';

export type WholeRepositories = Extract<BatchRequest, { kind: 'repositories' }>;

export interface PickedImages {
  /** None where the filter picked nothing; more than one where one cannot hold all images. */
  readonly requests: readonly ReplicationRequest[];
  readonly images: number;
  /** How many tags there were to pick from. */
  readonly tags: number;
}

/**
 * The requests for one repository: what the filter picks of its images, under the tags that the renames make.
 *
 * @throws EngineError `invalid-input` when a renamed tag cannot be one, or two become one.
 */
export function pickImages(
  { source, destination, filter, renames, options }: WholeRepositories,
  names: { readonly source: string; readonly destination: string },
  images: readonly ImageSummary[],
): PickedImages {
  const { tags } = applyTagFilter(images, filter);
  const picked = tags.filter(({ included }) => included);
  const renamed = renameTags(
    picked.map(({ tag }) => tag),
    renames.tags,
  );
  const wrong = renamed.find(({ problem }) => problem !== undefined);
  if (wrong?.problem !== undefined) {
    throw new EngineError({
      code: 'invalid-input',
      message: `Tag ${wrong.from} of ${names.source} cannot become ${wrong.to || 'nothing'}. ${wrong.problem} Change the renaming of tags, or leave the tag out.`,
      retryable: false,
      action: 'change-tags',
    });
  }
  const newNames = new Map(renamed.map(({ from, to }) => [from, to]));
  const byDigest = Map.groupBy(picked, ({ digest }) => digest);
  const wanted = [...byDigest].map(([digest, those]) => ({
    digest,
    sourceTags: those.map(({ tag }) => tag),
    destinationTags: those.map(({ tag }) => newNames.get(tag) ?? tag),
  }));
  return {
    images: wanted.length,
    tags: tags.length,
    requests: chunk(wanted, imagesPerPlan).map((some) => ({
      source: { ...source, repositoryName: names.source },
      destination: { ...destination, repositoryName: names.destination },
      images: some,
      options,
    })),
  };
}
