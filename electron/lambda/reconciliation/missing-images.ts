import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { applyTagFilter } from '../../../shared/selection/apply-tag-filter.ts';
import type { RegistryConnection } from '../../engine/aws/clients/registry-connection.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { hasCode } from '../../engine/errors/engine-error.ts';
import { compareImages } from '../../engine/jobs/compare/compare-images.ts';
import type { Route } from '../routes/route.ts';
import type { OpenRoute } from './open-route.ts';
import { InvalidEventError } from '../errors/failures.ts';

/** What a repository lacks at the destination. */
export interface MissingImages {
  readonly images: ReplicationRequest['images'];
  /** Tags that point to another image at the destination, and that the route does not move. */
  readonly keptTags: readonly string[];
}

async function listIfFound(registry: RegistryConnection, name: string, signal: AbortSignal) {
  try {
    return await listImages(registry, name, signal);
  } catch (error) {
    if (hasCode(error, 'repository-not-found')) return undefined;
    throw error;
  }
}

/**
 * Compares a repository with its destination, by tag.
 *
 * @throws EngineError when one of them cannot be listed; InvalidEventError for a filter that is not valid.
 */
export async function findMissingImages(
  route: Route,
  { registries, source, destination }: OpenRoute,
  signal: AbortSignal,
): Promise<MissingImages> {
  const [atSource, atDestination] = await Promise.all([
    listImages(registries.source, source.repositoryName, signal),
    listIfFound(registries.destination, destination.repositoryName, signal),
  ]);
  const { tags, problems } = applyTagFilter(atSource, route.tag_filter ?? []);
  const [problem] = problems;
  if (problem) throw new InvalidEventError(`The tag_filter of a route is not valid. ${problem.message}`);
  const selected = new Map(tags.flatMap(({ tag, digest, included }) => (included ? [[tag, digest]] : [])));
  const compared = compareImages(atSource, atDestination).tags.filter(({ tag }) => selected.has(tag));
  const different = compared.filter(({ kind }) => kind === 'different').map(({ tag }) => tag);
  const missing = compared.filter(({ kind }) => kind === 'only-at-source').map(({ tag }) => tag);
  const wanted = route.overwrite_tags === true ? [...missing, ...different] : missing;
  const byDigest = Map.groupBy(wanted, (tag) => selected.get(tag) ?? '');
  return {
    keptTags: route.overwrite_tags === true ? [] : different,
    images: [...byDigest].map(([digest, imageTags]) => ({
      digest,
      sourceTags: imageTags,
      destinationTags: imageTags,
    })),
  };
}
