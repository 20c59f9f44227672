import type { BatchRequest } from '../../../../shared/models/batch.ts';
import type { ImageSummary } from '../../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../../shared/models/plan.ts';
import { imagesPerPlan } from '../../../../shared/models/plan.ts';
import { renameTags } from '../../../../shared/selection/apply-renames.ts';
import { applyTagFilter } from '../../../../shared/selection/apply-tag-filter.ts';
import { chunk } from '../../ecr/chunk.ts';
import { EngineError } from '../../errors/engine-error.ts';

type RepositoriesRequest = Extract<BatchRequest, { kind: 'repositories' }>;

/** The images that a row of a batch copies. */
export interface SelectedImages {
  /** Empty when no image is selected; several when one request is too small for all images. */
  readonly requests: readonly ReplicationRequest[];
  /** The number of selected images. */
  readonly images: number;
  /** The number of tags before the filter. */
  readonly tags: number;
}

/**
 * Makes the requests for one repository: the images that the filter selects, with renamed tags.
 *
 * @throws EngineError `invalid-input` when a renamed tag is invalid, or two tags get the same name.
 */
export function selectImages(
  { source, destination, filter, renames, options }: RepositoriesRequest,
  names: { readonly source: string; readonly destination: string },
  images: readonly ImageSummary[],
): SelectedImages {
  const { tags } = applyTagFilter(images, filter);
  const included = tags.filter((tag) => tag.included);
  const renamed = renameTags(
    included.map(({ tag }) => tag),
    renames.tags,
  );
  const invalid = renamed.find(({ problem }) => problem !== undefined);
  if (invalid?.problem !== undefined) {
    throw new EngineError({
      code: 'invalid-input',
      message: `Tag ${invalid.from} of ${names.source} cannot become ${invalid.to || 'nothing'}. ${invalid.problem} Change the renaming of tags, or leave the tag out.`,
      retryable: false,
      action: 'change-tags',
    });
  }
  const newNames = new Map(renamed.map(({ from, to }) => [from, to]));
  const byDigest = Map.groupBy(included, ({ digest }) => digest);
  const selected = [...byDigest].map(([digest, imageTags]) => ({
    digest,
    sourceTags: imageTags.map(({ tag }) => tag),
    destinationTags: imageTags.map(({ tag }) => newNames.get(tag) ?? tag),
  }));
  return {
    images: selected.length,
    tags: tags.length,
    requests: chunk(selected, imagesPerPlan).map((requested) => ({
      source: { ...source, repositoryName: names.source },
      destination: { ...destination, repositoryName: names.destination },
      images: requested,
      options,
    })),
  };
}
