import { z } from 'zod';
import { EcrError } from '../../registry/ecr-error.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';
import { operation } from '../protocol/operation.ts';
import { list, text, whole } from '../protocol/schema.ts';

export const getAuthorizationToken = operation({
  input: z.object({ registryIds: list(z.string(), 1, 10).optional() }),
  run: async ({ services, authenticated: { caller, region } }, { registryIds }) => {
    const { password, expiresAt } = services.tokens.issue(caller, region);
    const host = await services.ociRegistry(registryIds?.[0] ?? caller.accountId, region);
    return {
      authorizationData: [
        {
          authorizationToken: Buffer.from(`AWS:${password}`).toString('base64'),
          expiresAt: epochSeconds(expiresAt),
          proxyEndpoint: `${services.registryScheme}://${host}`,
        },
      ],
    };
  },
});

export const describePullThroughCacheRules = operation({
  input: z.object({ nextToken: z.string().optional(), maxResults: whole(1, 1000).optional() }),
  run: ({ registry }) => ({
    pullThroughCacheRules: [...registry.pullThroughCacheRules].map(([ecrRepositoryPrefix, rule]) => ({
      ecrRepositoryPrefix,
      upstreamRegistryUrl: rule.upstreamRegistryUrl,
      registryId: registry.accountId,
    })),
  }),
});

/** The account settings, their values, and the default value. */
const accountSettings = new Map([
  ['BASIC_SCAN_TYPE_VERSION', { values: ['AWS_NATIVE'], initial: 'AWS_NATIVE' }],
  ['BLOB_MOUNTING', { values: ['ENABLED', 'DISABLED'], initial: 'DISABLED' }],
  ['REGISTRY_POLICY_SCOPE', { values: ['V2'], initial: 'V2' }],
]);

export const getAccountSetting = operation({
  input: z.object({ name: text(1, 64) }),
  run: ({ registry }, { name }) => ({
    name,
    value: registry.accountSettings.get(name) ?? requireSetting(name).initial,
  }),
});

export const putAccountSetting = operation({
  input: z.object({ name: text(1, 64), value: z.string() }),
  run: ({ registry }, { name, value }) => {
    if (!requireSetting(name).values.includes(value)) {
      throw new EcrError(
        'ValidationException',
        `The value '${value}' is not valid for the account setting '${name}'`,
      );
    }
    registry.accountSettings.set(name, value);
    return { name, value };
  },
});

function requireSetting(name: string) {
  const setting = accountSettings.get(name);
  if (setting) return setting;
  throw new EcrError('ValidationException', `The account setting '${name}' does not exist`);
}
