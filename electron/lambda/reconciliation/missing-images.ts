import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { applyTagFilter } from '../../../shared/selection/apply-tag-filter.ts';
import type { RegistryConnection } from '../../engine/aws/clients/registry-connection.ts';
import { chunk } from '../../engine/ecr/chunk.ts';
import { listImages } from '../../engine/ecr/images.ts';
import { hasCode } from '../../engine/errors/engine-error.ts';
import { compareImages } from '../../engine/jobs/compare/compare-images.ts';
import type { Plans } from '../../engine/plan/plan-store.ts';
import type { Route } from '../routes/route.ts';
import type { OpenRoute } from './open-route.ts';
import { requestImages } from './open-route.ts';
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

/** Images of one plan. */
export const imagesAtOnce = 100;

const groupTags = (
  tags: readonly string[],
  digests: ReadonlyMap<string, string>,
): ReplicationRequest['images'] =>
  [...Map.groupBy(tags, (tag) => digests.get(tag) ?? '')].map(([digest, imageTags]) => ({
    digest,
    sourceTags: imageTags,
    destinationTags: imageTags,
  }));

/** Finds the tags of indexes that the destination has already, with the digest that the platforms of the route give them. */
async function findTrimmedTags(
  route: Route,
  open: OpenRoute,
  images: ReplicationRequest['images'],
  plans: Plans,
): Promise<ReadonlySet<string>> {
  const found: string[] = [];
  for (const some of chunk(images, imagesAtOnce)) {
    const { plan } = await plans.create(requestImages(route, open, some));
    const changes = plan.images.flatMap(({ tags }) => tags);
    found.push(...changes.flatMap(({ kind, tag }) => (kind === 'unchanged' ? [tag] : [])));
  }
  return new Set(found);
}

/**
 * Compares a repository with its destination, by tag.
 *
 * @throws EngineError when one of them cannot be listed; InvalidEventError for a filter that is not valid.
 */
export async function findMissingImages(
  route: Route,
  open: OpenRoute,
  plans: Plans,
  signal: AbortSignal,
): Promise<MissingImages> {
  const { registries, source, destination } = open;
  const [atSource, atDestination] = await Promise.all([
    listImages(registries.source, source.repositoryName, signal),
    listIfFound(registries.destination, destination.repositoryName, signal),
  ]);
  const { tags, problems } = applyTagFilter(atSource, route.tag_filter ?? []);
  const [problem] = problems;
  if (problem) throw new InvalidEventError(`The tag_filter of a route is not valid. ${problem.message}`);
  const selected = new Map(tags.flatMap(({ tag, digest, included }) => (included ? [[tag, digest]] : [])));
  const compared = compareImages(atSource, atDestination).tags.filter(({ tag }) => selected.has(tag));
  const others = compared.filter(({ kind }) => kind === 'different').map(({ tag }) => tag);
  const indexes = new Set(atSource.flatMap(({ kind, digest }) => (kind === 'index' ? [digest] : [])));
  const trimmable = route.platforms ? others.filter((tag) => indexes.has(selected.get(tag) ?? '')) : [];
  const trimmed = await findTrimmedTags(route, open, groupTags(trimmable, selected), plans);
  const different = others.filter((tag) => !trimmed.has(tag));
  const missing = compared.filter(({ kind }) => kind === 'only-at-source').map(({ tag }) => tag);
  const wanted = route.overwrite_tags === true ? [...missing, ...different] : missing;
  return {
    keptTags: route.overwrite_tags === true ? [] : different,
    images: groupTags(wanted, selected),
  };
}
