import type { Registry } from './registry.ts';
import type { Encryption, ExclusionFilter, Repository, TagMutability } from './repository.ts';

export type AppliedFor = 'REPLICATION' | 'PULL_THROUGH_CACHE' | 'CREATE_ON_PUSH';

/** A template for the repositories that ECR creates in a namespace. */
export interface CreationTemplate {
  /** A namespace, to which a slash is added, or `ROOT` for every other repository. */
  readonly prefix: string;
  readonly description?: string;
  readonly appliedFor: readonly AppliedFor[];
  readonly imageTagMutability?: TagMutability;
  readonly imageTagMutabilityExclusionFilters?: readonly ExclusionFilter[];
  readonly encryptionConfiguration?: Encryption;
  readonly repositoryPolicy?: string;
  readonly lifecyclePolicy?: string;
  readonly resourceTags?: readonly { readonly Key: string; readonly Value: string }[];
  readonly customRoleArn?: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The template of a repository: the one with the longest matching prefix. */
function templateOf(
  registry: Registry,
  repositoryName: string,
  purpose: AppliedFor,
): CreationTemplate | undefined {
  const [found] = [...registry.creationTemplates.values()]
    .filter(({ appliedFor }) => appliedFor.includes(purpose))
    .filter(({ prefix }) => prefix === 'ROOT' || repositoryName.startsWith(`${prefix}/`))
    .toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return found;
}

const lengthOf = ({ prefix }: CreationTemplate): number => (prefix === 'ROOT' ? 0 : prefix.length);

/** Creates a repository on behalf of the registry, with the settings of its template. @throws EcrError as `createRepository` does. */
export function createByTemplate(
  registry: Registry,
  repositoryName: string,
  purpose: AppliedFor,
): Repository {
  const template = templateOf(registry, repositoryName, purpose);
  const encryption = template?.encryptionConfiguration;
  const repository = registry.createRepository(repositoryName, {
    tagMutability: template?.imageTagMutability,
    exclusionFilters: template?.imageTagMutabilityExclusionFilters,
    encryption: encryption && {
      ...encryption,
      ...(encryption.encryptionType !== 'AES256' && {
        kmsKey: encryption.kmsKey ?? registry.defaultKmsKey,
      }),
    },
    resourceTags: Object.fromEntries((template?.resourceTags ?? []).map(({ Key, Value }) => [Key, Value])),
  });
  if (template?.repositoryPolicy !== undefined) repository.settings.policyText = template.repositoryPolicy;
  if (template?.lifecyclePolicy !== undefined)
    repository.settings.lifecyclePolicyText = template.lifecyclePolicy;
  return repository;
}
