import { z } from 'zod';
import { authorize } from '../../accounts/authorize.ts';
import { invalidParameter } from '../../registry/ecr-error.ts';
import { pageOf } from '../../registry/paging.ts';
import type { Repository } from '../../registry/repository.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';
import { operation, repositoryOperation } from '../protocol/operation.ts';
import {
  choice,
  list,
  registryId,
  repositoryInput,
  repositoryName,
  text,
  whole,
} from '../protocol/schema.ts';
import { addResourceTags, resourceTags } from './tag-operations.ts';

export const tagMutability = choice(
  'MUTABLE',
  'IMMUTABLE',
  'IMMUTABLE_WITH_EXCLUSION',
  'MUTABLE_WITH_EXCLUSION',
);
export const exclusionFilters = list(
  z.object({
    filterType: choice('WILDCARD'),
    filter: z
      .string()
      .regex(/^[0-9a-zA-Z._*-]{1,128}$/, "must satisfy regular expression '^[0-9a-zA-Z._*-]{1,128}$'"),
  }),
  1,
  5,
).optional();
const scanning = z.object({ scanOnPush: z.boolean().optional() });
const encryption = z.object({
  encryptionType: choice('AES256', 'KMS', 'KMS_DSSE'),
  kmsKey: text(1, 2048).optional(),
});

export const createRepository = operation({
  input: z.object({
    ...repositoryInput,
    tags: resourceTags.optional(),
    imageTagMutability: tagMutability.optional(),
    imageTagMutabilityExclusionFilters: exclusionFilters,
    imageScanningConfiguration: scanning.optional(),
    encryptionConfiguration: encryption.optional(),
  }),
  run: ({ registry, services, authenticated: { caller } }, input) => {
    requireFiltersFit(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
    if (input.tags?.length) {
      const tagging = { caller, action: 'ecr:TagResource', registry, repositoryName: input.repositoryName };
      authorize(tagging, services.denyRules);
    }
    const tags = addResourceTags(new Map(), input.tags ?? []);
    const repository = registry.createRepository(input.repositoryName, {
      tagMutability: input.imageTagMutability,
      exclusionFilters: input.imageTagMutabilityExclusionFilters,
      scanOnPush: input.imageScanningConfiguration?.scanOnPush,
      encryption: input.encryptionConfiguration && {
        ...input.encryptionConfiguration,
        ...(input.encryptionConfiguration.encryptionType !== 'AES256' && {
          kmsKey: input.encryptionConfiguration.kmsKey ?? registry.defaultKmsKey,
        }),
      },
      resourceTags: Object.fromEntries(tags),
    });
    return { repository: repositoryDetail(repository) };
  },
});

export const describeRepositories = operation({
  input: z.object({
    registryId,
    repositoryNames: list(repositoryName, 1, 100).optional(),
    nextToken: z.string().optional(),
    maxResults: whole(1, 1000).optional(),
  }),
  run: ({ registry }, { repositoryNames, nextToken, maxResults }) => {
    if (repositoryNames) {
      if (maxResults !== undefined || nextToken !== undefined) {
        throw invalidParameter('maxResults', 'Member must not be given together with repositoryNames');
      }
      return { repositories: repositoryNames.map((name) => repositoryDetail(registry.repository(name))) };
    }
    const page = pageOf(registry.sortedRepositories(), (repository) => repository.name, {
      list: `DescribeRepositories ${registry.host}`,
      maxResults: maxResults ?? 100,
      nextToken,
    });
    return { repositories: page.items.map(repositoryDetail), nextToken: page.nextToken };
  },
});

export const deleteRepository = operation({
  input: z.object({ ...repositoryInput, force: z.boolean().optional() }),
  run: async ({ registry }, { repositoryName: name, force = false }) => ({
    repository: repositoryDetail(await registry.deleteRepository(name, { force })),
  }),
});

export const putImageTagMutability = repositoryOperation({
  input: z.object({
    ...repositoryInput,
    imageTagMutability: tagMutability,
    imageTagMutabilityExclusionFilters: exclusionFilters,
  }),
  run: (repository, input) => {
    requireFiltersFit(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
    repository.settings.tagMutability = input.imageTagMutability;
    repository.settings.exclusionFilters = input.imageTagMutabilityExclusionFilters ?? [];
    return {
      registryId: repository.registryId,
      repositoryName: repository.name,
      ...mutabilityOf(repository),
    };
  },
});

export const putImageScanningConfiguration = repositoryOperation({
  input: z.object({ ...repositoryInput, imageScanningConfiguration: scanning }),
  run: (repository, { imageScanningConfiguration }) => {
    repository.settings.scanOnPush = imageScanningConfiguration.scanOnPush ?? false;
    return {
      registryId: repository.registryId,
      repositoryName: repository.name,
      imageScanningConfiguration: { scanOnPush: repository.settings.scanOnPush },
    };
  },
});

/** @throws EcrError InvalidParameterException */
export function requireFiltersFit(
  mutability: string | undefined,
  filters: readonly unknown[] | undefined,
): void {
  const wantsFilters = mutability?.endsWith('_WITH_EXCLUSION') ?? false;
  if (wantsFilters === (filters !== undefined)) return;
  throw invalidParameter(
    'imageTagMutabilityExclusionFilters',
    wantsFilters ? 'Member must not be null' : 'Member must be null unless exclusions are used',
  );
}

function repositoryDetail(repository: Repository): object {
  return {
    repositoryArn: repository.arn,
    registryId: repository.registryId,
    repositoryName: repository.name,
    repositoryUri: repository.uri,
    createdAt: epochSeconds(repository.createdAt),
    ...mutabilityOf(repository),
    imageScanningConfiguration: { scanOnPush: repository.settings.scanOnPush },
    encryptionConfiguration: repository.encryption,
  };
}

function mutabilityOf({ settings }: Repository): object {
  return {
    imageTagMutability: settings.tagMutability,
    ...(settings.exclusionFilters.length > 0 && {
      imageTagMutabilityExclusionFilters: settings.exclusionFilters,
    }),
  };
}
