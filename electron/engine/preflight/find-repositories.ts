import type { ErrorData, Side } from '../../../shared/result.ts';
import { findRepository } from '../ecr/repositories.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { RepositoryHandle } from '../aws/clients/repository-handle.ts';
import type { PreflightInput } from './check.ts';

const planAgain = (code: ErrorData['code'], message: string, side: Side): EngineError =>
  new EngineError({ code, message, side, retryable: false, action: 'plan-again' });

const missing = ({ name, registry }: RepositoryHandle, side: Side): EngineError =>
  planAgain(
    'repository-not-found',
    `There is no repository ${name} in ${registry.region} at the ${side}. Choose another one${side === 'source' ? '' : ', or create it'}.`,
    side,
  );

export async function findSource({ prepared }: PreflightInput): Promise<'passed'> {
  const { handle } = prepared.inputs.source;
  if (await findRepository(handle.registry, handle.name)) return 'passed';
  throw missing(handle, 'source');
}

/** The destination must be as the plan was made for: there, or not there yet. */
export async function findDestination({ prepared: { plan, inputs } }: PreflightInput): Promise<'passed'> {
  const { handle } = inputs.destination;
  const { registry, name } = handle;
  const planned = plan.destination.repository;
  const found = await findRepository(registry, name);
  if (planned.kind === 'create') {
    if (found)
      throw planAgain(
        'repository-exists',
        `Repository ${name} exists by now in ${registry.region}. Look at the plan again.`,
        'destination',
      );
    if (!plan.request.destination.createRepository) throw missing(handle, 'destination');
    return 'passed';
  }
  if (!found) throw missing(handle, 'destination');
  if (planned.tagMutability !== undefined && found.tagMutability !== planned.tagMutability)
    throw planAgain(
      'plan-outdated',
      `Whether tags of repository ${name} can be moved was changed since the plan was made. Look at the plan again.`,
      'destination',
    );
  return 'passed';
}
