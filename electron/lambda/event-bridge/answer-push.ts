import { registryHost } from '../../../shared/models/reference.ts';
import { assertNever } from '../../../shared/models/result.ts';
import { applyTagFilter } from '../../../shared/selection/apply-tag-filter.ts';
import { continueCopy } from '../copy/continuation.ts';
import { readCopyFields } from '../copy/copy-request.ts';
import type { BackgroundCopy } from '../events/continuation.ts';
import type { ImageActionEvent } from '../events/push-event.ts';
import { InvalidEventError, ReplicationError, createFailure } from '../errors/failures.ts';
import type { Invocation } from '../function/invocation.ts';
import type { Route, SourceRepository } from '../routes/route.ts';
import { isRouteOf, nameDestination } from '../routes/route.ts';

/** What an invocation did for an event. The copies that are continued report in the log. */
export interface PushAnswer {
  readonly status: 'ignored' | 'done';
  readonly copied: number;
  readonly continued: number;
}

const ignored: PushAnswer = { status: 'ignored', copied: 0, continued: 0 };

/** Whether the filter of a route accepts a tag that was pushed just now. */
function acceptsTag({ tag_filter: filter = [] }: Route, tag: string, digest: string): boolean {
  const image = {
    digest,
    tags: [tag],
    sizeInBytes: 0,
    pushedAt: Date.now(),
    kind: 'image' as const,
    mediaType: '',
    status: 'ACTIVE' as const,
  };
  const { tags, problems } = applyTagFilter([image], filter);
  const [problem] = problems;
  if (problem) throw new InvalidEventError(`The tag_filter of a route is not valid. ${problem.message}`);
  return tags.some(({ included }) => included);
}

/**
 * The copy of a tag along a route. The image is named by its tag: events can arrive twice or in another order, and the
 * tag's present image is the one to copy.
 */
const createCopy = (route: Route, { repositoryName }: SourceRepository, tag: string): BackgroundCopy => ({
  kind: 'background-copy',
  source: {
    account_id: route.source.account_id,
    region: route.source.region,
    repository_name: repositoryName,
    image_tag: tag,
  },
  destination: {
    account_id: route.destination.account_id,
    region: route.destination.region,
    repository_name: nameDestination(route, repositoryName),
  },
  destination_image_tags: [tag],
  platforms: route.platforms,
  overwrite_tags: route.overwrite_tags,
  create_repository: route.create_repository,
  source_role_arn: route.source_role_arn,
  destination_role_arn: route.destination_role_arn,
  upload_method: route.upload_method,
});

/**
 * Runs a copy without a caller that waits for the answer; another invocation continues it when the time runs out.
 *
 * @throws TemporaryError or ReplicationError, after which Lambda repeats the event as its settings say.
 */
export async function runBackgroundCopy(
  copy: BackgroundCopy,
  invocation: Invocation,
): Promise<'copied' | 'continued'> {
  const outcome = await invocation.copy(readCopyFields(copy), copy);
  switch (outcome.kind) {
    case 'done':
      return 'copied';
    case 'more': {
      const journal = await invocation.storeJournal(outcome.uploads);
      await invocation.continueLater({ ...copy, ...continueCopy(copy, outcome, journal) });
      return 'continued';
    }
    case 'too-large':
    case 'too-long':
      throw new ReplicationError(outcome.reason);
    case 'failed':
      throw createFailure(outcome.error);
  }
  return assertNever(outcome);
}

/**
 * Copies a pushed tag along the route that applies, or along each of several in an invocation of its own. Ignores other
 * actions, failed ones, and pushes without a tag.
 */
export async function answerPush(event: ImageActionEvent, invocation: Invocation): Promise<PushAnswer> {
  const { log } = invocation;
  const { 'action-type': action, result, 'image-digest': digest = '', 'image-tag': tag = '' } = event.detail;
  const repository: SourceRepository = {
    accountId: event.account,
    region: event.region,
    repositoryName: event.detail['repository-name'],
  };
  const fields = { registry: registryHost(repository), repository: repository.repositoryName, tag };
  if (action !== 'PUSH' || result !== 'SUCCESS') {
    log.info('Ignored an action of ECR that is no successful push.', { ...fields, action, result });
    return ignored;
  }
  if (tag === '') {
    log.info('Ignored a push without a tag: an image is copied when it is tagged.', { ...fields, digest });
    return ignored;
  }
  const routes = (await invocation.runtime.loadRoutes()).filter((route) => isRouteOf(route, repository));
  const copies = routes
    .filter((route) => acceptsTag(route, tag, digest))
    .map((route) => createCopy(route, repository, tag));
  if (copies.length === 0) {
    log.info('Ignored a push that no route copies.', fields);
    return ignored;
  }
  const [only, ...others] = copies;
  if (only && others.length === 0) {
    const ended = await runBackgroundCopy(only, invocation);
    return { status: 'done', copied: ended === 'copied' ? 1 : 0, continued: ended === 'continued' ? 1 : 0 };
  }
  // Lambda repeats the event of an invocation that failed: a failure of one route must not repeat the copies of the others.
  for (const copy of copies) await invocation.continueLater(copy);
  return { status: 'done', copied: 0, continued: copies.length };
}
