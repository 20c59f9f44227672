import { z } from 'zod';
import { isRepositoryPolicy } from '../../accounts/repository-policy.ts';
import { EcrError, invalidParameter } from '../../registry/ecr-error.ts';
import type { Repository } from '../../registry/repository.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import { repositoryInput, text } from '../protocol/schema.ts';

const repository = z.object(repositoryInput);

export const setRepositoryPolicy = repositoryOperation({
  input: z.object({ ...repositoryInput, policyText: text(0, 10_240), force: z.boolean().optional() }),
  run: (target, { policyText }) => {
    if (!isRepositoryPolicy(policyText))
      throw invalidParameter('PolicyText', 'Invalid repository policy provided');
    target.settings.policyText = policyText;
    return { ...nameOf(target), policyText };
  },
});

export const getRepositoryPolicy = repositoryOperation({
  input: repository,
  run: (target) => ({ ...nameOf(target), policyText: requireRepositoryPolicy(target) }),
});

export const deleteRepositoryPolicy = repositoryOperation({
  input: repository,
  run: (target) => {
    const policyText = requireRepositoryPolicy(target);
    delete target.settings.policyText;
    return { ...nameOf(target), policyText };
  },
});

export const putLifecyclePolicy = repositoryOperation({
  input: z.object({ ...repositoryInput, lifecyclePolicyText: text(100, 30_720) }),
  run: (target, { lifecyclePolicyText }) => {
    if (!hasRules(lifecyclePolicyText)) {
      throw invalidParameter('LifecyclePolicyText', 'Lifecycle policy validation failure');
    }
    target.settings.lifecyclePolicyText = lifecyclePolicyText;
    return { ...nameOf(target), lifecyclePolicyText };
  },
});

export const getLifecyclePolicy = repositoryOperation({
  input: repository,
  // The policy is never evaluated, for which ECR returns the beginning of 1970.
  run: (target) => ({
    ...nameOf(target),
    lifecyclePolicyText: requireLifecyclePolicy(target),
    lastEvaluatedAt: 0,
  }),
});

export const deleteLifecyclePolicy = repositoryOperation({
  input: repository,
  run: (target) => {
    const lifecyclePolicyText = requireLifecyclePolicy(target);
    delete target.settings.lifecyclePolicyText;
    return { ...nameOf(target), lifecyclePolicyText, lastEvaluatedAt: 0 };
  },
});

function nameOf({ registryId, name }: Repository): object {
  return { registryId, repositoryName: name };
}

function requireRepositoryPolicy(target: Repository): string {
  const { policyText } = target.settings;
  if (policyText !== undefined) return policyText;
  throw policyNotFound('RepositoryPolicyNotFoundException', 'Repository policy', target);
}

function requireLifecyclePolicy(target: Repository): string {
  const { lifecyclePolicyText } = target.settings;
  if (lifecyclePolicyText !== undefined) return lifecyclePolicyText;
  throw policyNotFound('LifecyclePolicyNotFoundException', 'Lifecycle policy', target);
}

function policyNotFound(error: string, what: string, { name, registryId }: Repository): EcrError {
  return new EcrError(
    error,
    `${what} does not exist for the repository with name '${name}' in the registry with id '${registryId}'`,
  );
}

function hasRules(policyText: string): boolean {
  try {
    return z.object({ rules: z.array(z.unknown()).min(1) }).safeParse(JSON.parse(policyText)).success;
  } catch {
    return false;
  }
}
