import type { PlannedRepository } from '../../../shared/models/plan.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { parseAccessDenied } from '../errors/access-denied.ts';
import { readAwsError } from '../errors/aws-error.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { createRepository } from './repositories.ts';
import { putLifecyclePolicy, setRepositoryPolicy } from './repository-settings.ts';

type NewRepository = Extract<PlannedRepository, { readonly kind: 'create' }>;

/** The setting that a refused CreateRepository could do without. */
function remedyFor(error: EngineError): string | undefined {
  const refused = parseAccessDenied(readAwsError(error.cause).message)?.action;
  if (refused === 'ecr:TagResource') return 'Or leave the resource tags out.';
  if (hasCode(error, 'kms') || refused?.startsWith('kms:'))
    return 'Or choose another encryption for the new repository.';
  return undefined;
}

async function create(
  registry: RegistryConnection,
  { name, settings }: NewRepository,
  signal: AbortSignal,
): Promise<void> {
  const { tagMutability, encryption, scanOnPush, resourceTags } = settings;
  const planned = {
    tagMutability: tagMutability.planned,
    encryption: encryption.planned,
    scanOnPush: scanOnPush.planned,
    resourceTags: resourceTags.planned,
  };
  try {
    await createRepository(registry, name, planned, signal);
  } catch (error) {
    const remedy = error instanceof EngineError ? remedyFor(error) : undefined;
    if (!(error instanceof EngineError) || remedy === undefined) throw error;
    throw new EngineError({ ...error.data, message: `${error.data.message} ${remedy}` }, error);
  }
}

interface Refusal {
  /** `its lifecycle policy` */
  readonly setting: string;
  readonly error: EngineError;
}

async function setPolicies(
  registry: RegistryConnection,
  name: string,
  { lifecyclePolicy, repositoryPolicy }: PlannedSettings,
  signal: AbortSignal,
): Promise<readonly Refusal[]> {
  const policies = [
    { setting: 'its lifecycle policy', text: lifecyclePolicy.planned, put: putLifecyclePolicy },
    { setting: 'its repository policy', text: repositoryPolicy.planned, put: setRepositoryPolicy },
  ];
  const refusals: Refusal[] = [];
  for (const { setting, text, put } of policies) {
    try {
      if (text !== undefined) await put(registry, name, text, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      refusals.push({ setting, error });
    }
  }
  return refusals;
}

/**
 * Creates a repository with the settings that the plan shows.
 *
 * @throws EngineError that says, where a policy was refused, that the repository is there without it: a retry finds
 *   it there and goes on.
 */
export async function createPlannedRepository(
  registry: RegistryConnection,
  repository: NewRepository,
  signal: AbortSignal,
): Promise<void> {
  await create(registry, repository, signal);
  const refusals = await setPolicies(registry, repository.name, repository.settings, signal);
  const [first] = refusals;
  if (!first) return;
  const missing = refusals.map(({ setting }) => setting).join(' and ');
  throw new EngineError(
    {
      ...first.error.data,
      message: `Repository ${repository.name} was created, but ${missing} could not be set, and no image was copied. Retry leaves the policy out and copies the images. ${first.error.data.message}`,
      retryable: false,
      action: 'retry',
    },
    first.error,
  );
}
