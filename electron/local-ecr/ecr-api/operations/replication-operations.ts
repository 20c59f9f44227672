import { z } from 'zod';
import { findImage } from '../../registry/image-id.ts';
import { limits } from '../../registry/limits.ts';
import { requireValidRules } from '../../registry/replication-rules.ts';
import { imageNotFound } from '../../registry/repository.ts';
import { operation, repositoryOperation } from '../protocol/operation.ts';
import { choice, imageId, list, repositoryInput, text } from '../protocol/schema.ts';

/** A destination, in the input of several operations. */
export const replicationDestination = z.object({
  region: text(2, 25).regex(/^[0-9a-z-]{2,25}$/, "must satisfy regular expression '[0-9a-z-]{2,25}'"),
  registryId: z.string().regex(/^[0-9]{12}$/, "must satisfy regular expression '[0-9]{12}'"),
});

const prefixPattern = /^(?:[a-z0-9]+(?:[._-][a-z0-9]*)*\/)*[a-z0-9]*(?:[._-][a-z0-9]*)*$/;
const repositoryFilter = z.object({
  filter: text(2, 256).regex(prefixPattern, `must satisfy regular expression '${prefixPattern.source}'`),
  filterType: choice('PREFIX_MATCH'),
});

const rule = z.object({
  destinations: list(replicationDestination, 0, 100),
  repositoryFilters: list(repositoryFilter, 1, limits.replicationFilters).optional(),
});

export const describeRegistry = operation({
  input: z.object({}),
  run: ({ registry }) => ({
    registryId: registry.accountId,
    replicationConfiguration: { rules: registry.replicationRules },
  }),
});

/** Replaces the whole configuration. */
export const putReplicationConfiguration = operation({
  input: z.object({ replicationConfiguration: z.object({ rules: list(rule, 0, 25) }) }),
  run: ({ registry, services }, { replicationConfiguration }) => {
    const { rules } = replicationConfiguration;
    const own = { registryId: registry.accountId, region: registry.region };
    requireValidRules(rules, own, services.regions);
    registry.replicationRules = rules;
    return { replicationConfiguration };
  },
});

export const describeImageReplicationStatus = repositoryOperation({
  input: z.object({ ...repositoryInput, imageId }),
  run: (repository, input, { services }) => {
    const image = findImage(repository, input.imageId);
    if ('failureCode' in image) throw imageNotFound(repository, input.imageId);
    return {
      repositoryName: repository.name,
      imageId: { ...input.imageId, imageDigest: image.digest },
      replicationStatuses: services.replications.statusesOf(image),
    };
  },
});
