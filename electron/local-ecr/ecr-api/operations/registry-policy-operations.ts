import { z } from 'zod';
import { isRegistryPolicy } from '../../accounts/registry-policy.ts';
import { EcrError, invalidParameter } from '../../registry/ecr-error.ts';
import { limits } from '../../registry/limits.ts';
import type { Registry } from '../../registry/registry.ts';
import { operation } from '../protocol/operation.ts';
import { text } from '../protocol/schema.ts';

const answerOf = ({ accountId: registryId }: Registry, policyText: string): object => ({
  registryId,
  policyText,
});

/** @throws EcrError RegistryPolicyNotFoundException */
function requirePolicy({ policyText, accountId }: Registry): string {
  if (policyText !== undefined) return policyText;
  throw new EcrError(
    'RegistryPolicyNotFoundException',
    `Registry policy does not exist in the registry with id '${accountId}'`,
  );
}

export const getRegistryPolicy = operation({
  input: z.object({}),
  run: ({ registry }) => answerOf(registry, requirePolicy(registry)),
});

export const putRegistryPolicy = operation({
  input: z.object({ policyText: text(0, limits.registryPolicySize) }),
  run: ({ registry }, { policyText }) => {
    if (!isRegistryPolicy(policyText))
      throw invalidParameter('PolicyText', 'Invalid registry policy provided');
    registry.policyText = policyText;
    return answerOf(registry, policyText);
  },
});

export const deleteRegistryPolicy = operation({
  input: z.object({}),
  run: ({ registry }) => {
    const policyText = requirePolicy(registry);
    registry.policyText = undefined;
    return answerOf(registry, policyText);
  },
});
