import type { BatchRequest, BatchRow } from '../../../../shared/models/batch.ts';
import { connectToRegistry } from '../../aws/clients/connect-to-registry.ts';
import { renameRepositories } from '../../../../shared/selection/apply-renames.ts';
import { findProblems } from '../../../../shared/selection/apply-tag-filter.ts';
import type { AwsAccess } from '../../aws/clients/aws-access.ts';
import { listImages } from '../../ecr/images.ts';
import { invalidFilterError, invalidNameError } from './batch-errors.ts';
import type { SelectedImages } from './select-images.ts';
import { selectImages } from './select-images.ts';

/** The work for one row of a batch. */
export interface RowTask {
  readonly row: BatchRow;
  /** Makes the requests of the row, when the row is planned. */
  readonly select: (signal: AbortSignal) => Promise<SelectedImages>;
}

/**
 * Makes the tasks of a batch, one for each repository or request.
 *
 * @throws EngineError `invalid-input` when a rule of the filter or a new repository name is invalid.
 */
export function createRowTasks(request: BatchRequest, access: AwsAccess): readonly RowTask[] {
  if (request.kind === 'requests') {
    return request.requests.map((each) => ({
      row: {
        sourceRepository: each.source.repositoryName,
        destinationRepository: each.destination.repositoryName,
        state: { kind: 'waiting' },
      },
      select: () => Promise.resolve({ requests: [each], images: each.images.length, tags: 0 }),
    }));
  }
  const { source, repositories, renames, filter } = request;
  const [problem] = findProblems(filter);
  if (problem) throw invalidFilterError(problem.rule, problem.message);
  // Several repositories can be copied into one. Conflicts of their tags are found when all are planned.
  return renameRepositories(repositories, renames.repositories, { mayJoin: true }).map(
    ({ from, to, problem: reason }) => {
      if (reason !== undefined) throw invalidNameError(from, reason);
      return {
        row: { sourceRepository: from, destinationRepository: to, state: { kind: 'waiting' } },
        async select(signal) {
          const registry = (await connectToRegistry(access, source)).forSide('source');
          const images = await listImages(registry, from, signal);
          return selectImages(request, { source: from, destination: to }, images);
        },
      };
    },
  );
}
