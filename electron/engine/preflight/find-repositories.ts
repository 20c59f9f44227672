import type { ErrorData, Side } from '../../../shared/models/result.ts';
import { findRepository } from '../ecr/repositories.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { PreflightInput } from './check.ts';

const planAgainError = (code: ErrorData['code'], message: string, side: Side): EngineError =>
  new EngineError({ code, message, side, retryable: false, action: 'plan-again' });

const repositoryMissingError = ({ name, registry }: RepositoryHandle, side: Side): EngineError =>
  planAgainError(
    'repository-not-found',
    `There is no repository ${name} in ${registry.region} at the ${side}. Choose another one${side === 'source' ? '' : ', or create it'}.`,
    side,
  );

/** @throws EngineError `repository-not-found`. */
export async function findSource({ prepared }: PreflightInput): Promise<'passed'> {
  const { handle } = prepared.inputs.source;
  if (await findRepository(handle.registry, handle.name)) return 'passed';
  throw repositoryMissingError(handle, 'source');
}

/**
 * Finds out whether the destination repository is in the state for which the plan was created.
 *
 * @throws EngineError `repository-not-found`, `repository-exists` or `plan-outdated`.
 */
export async function findDestination({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const { handle } = inputs.destination;
  const { registry, name } = handle;
  const planned = plan.destination.repository;
  const found = await findRepository(registry, name);
  if (planned.kind === 'create') {
    if (found)
      throw planAgainError(
        'repository-exists',
        `The destination repository ${name} was created in ${registry.region} after the plan. Check the plan again.`,
        'destination',
      );
    if (!plan.request.destination.createRepository) throw repositoryMissingError(handle, 'destination');
    return 'passed';
  }
  if (!found) throw repositoryMissingError(handle, 'destination');
  if (planned.tagMutability !== undefined && found.tagMutability !== planned.tagMutability)
    throw planAgainError(
      'plan-outdated',
      `The tag immutability of the destination repository ${name} has changed since the plan was created. Check the plan again.`,
      'destination',
    );
  return 'passed';
}
