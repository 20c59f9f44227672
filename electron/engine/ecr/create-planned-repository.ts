import type { PlannedRepository } from '../../../shared/models/plan.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { parseAccessDenied } from '../errors/access-denied.ts';
import { readAwsError } from '../errors/aws-error.ts';
import { EngineError, hasCode } from '../errors/engine-error.ts';
import { createRepository } from './create-repository.ts';
import { putLifecyclePolicy, setRepositoryPolicy } from './repository-settings.ts';

type NewRepository = Extract<PlannedRepository, { readonly kind: 'create' }>;

/** Names the optional setting without which a denied CreateRepository can pass. */
function suggestRemedy(error: EngineError): string | undefined {
  const deniedAction = parseAccessDenied(readAwsError(error.cause).message)?.action;
  if (deniedAction === 'ecr:TagResource') return 'Or leave the resource tags out.';
  if (hasCode(error, 'kms') || deniedAction?.startsWith('kms:'))
    return 'Or choose another encryption for the new repository.';
  return undefined;
}

async function createWithSettings(
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
    const remedy = error instanceof EngineError ? suggestRemedy(error) : undefined;
    if (!(error instanceof EngineError) || remedy === undefined) throw error;
    throw new EngineError({ ...error.data, message: `${error.data.message} ${remedy}` }, error);
  }
}

/** A policy that ECR did not accept. */
interface PolicyFailure {
  /** As in a sentence: `its lifecycle policy`. */
  readonly setting: string;
  readonly error: EngineError;
}

async function setPolicies(
  registry: RegistryConnection,
  name: string,
  { lifecyclePolicy, repositoryPolicy }: PlannedSettings,
  signal: AbortSignal,
): Promise<readonly PolicyFailure[]> {
  const policies = [
    { setting: 'its lifecycle policy', text: lifecyclePolicy.planned, put: putLifecyclePolicy },
    { setting: 'its repository policy', text: repositoryPolicy.planned, put: setRepositoryPolicy },
  ];
  const failures: PolicyFailure[] = [];
  for (const { setting, text, put } of policies) {
    try {
      if (text !== undefined) await put(registry, name, text, signal);
    } catch (error) {
      if (!(error instanceof EngineError)) throw error;
      failures.push({ setting, error });
    }
  }
  return failures;
}

/**
 * Creates a repository with the settings that the plan shows.
 *
 * @throws EngineError when CreateRepository fails, or when a policy cannot be set. In the second case the repository
 *   exists without the policy, and a retry finds it and continues.
 */
export async function createPlannedRepository(
  registry: RegistryConnection,
  repository: NewRepository,
  signal: AbortSignal,
): Promise<void> {
  await createWithSettings(registry, repository, signal);
  const failures = await setPolicies(registry, repository.name, repository.settings, signal);
  const [first] = failures;
  if (!first) return;
  const missing = failures.map(({ setting }) => setting).join(' and ');
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
