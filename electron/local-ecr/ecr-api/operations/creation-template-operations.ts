import { z } from 'zod';
import type { CreationTemplate } from '../../registry/creation-templates.ts';
import { EcrError, invalidParameter, limitExceeded } from '../../registry/ecr-error.ts';
import { limits } from '../../registry/limits.ts';
import { compareText, pageOf } from '../../registry/paging.ts';
import type { Registry } from '../../registry/registry.ts';
import { epochSeconds } from '../protocol/epoch-seconds.ts';
import { operation } from '../protocol/operation.ts';
import { choice, list, text, whole } from '../protocol/schema.ts';
import { exclusionFilters, requireFiltersFit, tagMutability } from './repository-operations.ts';
import { resourceTags } from './tag-operations.ts';

const prefixPattern = /^((?:[a-z0-9]+(?:[._-][a-z0-9]+)*\/)*[a-z0-9]+(?:[._-][a-z0-9]+)*\/?|ROOT)$/;
const prefix = text(1, 256).regex(prefixPattern, `must satisfy regular expression '${prefixPattern.source}'`);

const settings = {
  description: text(0, 256).optional(),
  encryptionConfiguration: z
    .object({ encryptionType: choice('AES256', 'KMS', 'KMS_DSSE'), kmsKey: text(1, 2048).optional() })
    .optional(),
  resourceTags: resourceTags.optional(),
  imageTagMutability: tagMutability.optional(),
  imageTagMutabilityExclusionFilters: exclusionFilters,
  repositoryPolicy: text(0, 10_240).optional(),
  lifecyclePolicy: text(0, 30_720).optional(),
  customRoleArn: text(0, 2048).optional(),
};
const appliedFor = list(choice('REPLICATION', 'PULL_THROUGH_CACHE', 'CREATE_ON_PUSH'), 1, 3);

const withoutSlash = (given: string): string => given.replace(/\/$/, '');

const answerOf = ({ accountId: registryId }: Registry, template: CreationTemplate): object => ({
  registryId,
  repositoryCreationTemplate: dated(template),
});

const dated = ({ createdAt, updatedAt, ...template }: CreationTemplate): object => ({
  ...template,
  createdAt: epochSeconds(createdAt),
  updatedAt: epochSeconds(updatedAt),
});

/** Keys and resource tags are applied with a role (ECR user guide, "Creating a repository creation template"). */
function requireRole(
  template: Pick<CreationTemplate, 'customRoleArn' | 'encryptionConfiguration' | 'resourceTags'>,
): void {
  const needsRole =
    (template.resourceTags?.length ?? 0) > 0 ||
    (template.encryptionConfiguration !== undefined &&
      template.encryptionConfiguration.encryptionType !== 'AES256');
  if (needsRole && template.customRoleArn === undefined)
    throw invalidParameter('customRoleArn', 'Member must not be null with KMS encryption or resource tags');
}

/** @throws EcrError TemplateNotFoundException */
function requireTemplate(registry: Registry, name: string): CreationTemplate {
  const template = registry.creationTemplates.get(withoutSlash(name));
  if (template) return template;
  throw new EcrError(
    'TemplateNotFoundException',
    `The repository creation template with prefix '${name}' does not exist in the registry with id '${registry.accountId}'`,
  );
}

export const createRepositoryCreationTemplate = operation({
  input: z.object({ prefix, appliedFor, ...settings }),
  run: ({ registry }, { prefix: given, ...input }) => {
    const name = withoutSlash(given);
    requireFiltersFit(input.imageTagMutability, input.imageTagMutabilityExclusionFilters);
    requireRole(input);
    if (registry.creationTemplates.has(name))
      throw new EcrError(
        'TemplateAlreadyExistsException',
        `The repository creation template with prefix '${name}' already exists in the registry with id '${registry.accountId}'`,
      );
    if (registry.creationTemplates.size >= limits.creationTemplates)
      throw limitExceeded(`${limits.creationTemplates} repository creation templates`);
    const now = new Date();
    const template: CreationTemplate = { ...input, prefix: name, createdAt: now, updatedAt: now };
    registry.creationTemplates.set(name, template);
    return answerOf(registry, template);
  },
});

export const updateRepositoryCreationTemplate = operation({
  input: z.object({ prefix, appliedFor: appliedFor.optional(), ...settings }),
  run: ({ registry }, { prefix: given, ...input }) => {
    const existing = requireTemplate(registry, given);
    const changed = Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
    const template: CreationTemplate = { ...existing, ...changed, updatedAt: new Date() };
    requireRole(template);
    registry.creationTemplates.set(existing.prefix, template);
    return answerOf(registry, template);
  },
});

export const deleteRepositoryCreationTemplate = operation({
  input: z.object({ prefix }),
  run: ({ registry }, { prefix: given }) => {
    const template = requireTemplate(registry, given);
    registry.creationTemplates.delete(template.prefix);
    return answerOf(registry, template);
  },
});

export const describeRepositoryCreationTemplates = operation({
  input: z.object({
    prefixes: list(z.string(), 0, 100).optional(),
    nextToken: z.string().optional(),
    maxResults: whole(1, 1000).optional(),
  }),
  run: ({ registry }, { prefixes, nextToken, maxResults = 50 }) => {
    const wanted = prefixes && new Set(prefixes.map(withoutSlash));
    const templates = [...registry.creationTemplates.values()]
      .filter((template) => wanted === undefined || wanted.has(template.prefix))
      .toSorted((a, b) => compareText(a.prefix, b.prefix));
    const page = pageOf(templates, (template) => template.prefix, {
      list: `DescribeRepositoryCreationTemplates ${registry.host}`,
      maxResults,
      nextToken,
    });
    return {
      registryId: registry.accountId,
      repositoryCreationTemplates: page.items.map(dated),
      nextToken: page.nextToken,
    };
  },
});
