import type { ReplicationRule } from '../../../shared/models/ecr-replication.ts';
import type { ImageSummary } from '../../../shared/models/image.ts';
import { subjectOfTag } from '../../../shared/models/referrer-tag.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { CreationTemplate } from '../../../shared/models/registry-replication.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { listImagesWhile } from '../ecr/images.ts';
import { listRepositories } from '../ecr/repositories.ts';
import { createAnswerCache } from './answer-cache.ts';
import { readCreationTemplates, readRegistryPolicy, readRules } from './read-registry.ts';

/** A registry of a plan with its connection. */
export interface OpenRegistry {
  readonly identity: RegistryIdentity;
  readonly connection: RegistryConnection;
}

/**
 * Reads what the offers of ECR replication depend on. The answers are cached, so that a further plan of the same route makes
 * no further call. Every function throws an EngineError, `access-denied` without the permission.
 */
export interface RegistryReader {
  rules(registry: OpenRegistry): Promise<readonly ReplicationRule[]>;
  repositoryNames(registry: OpenRegistry): Promise<readonly string[]>;
  policy(registry: OpenRegistry): Promise<string | null>;
  creationTemplates(registry: OpenRegistry): Promise<readonly CreationTemplate[]>;
  /**
   * Finds tags that are not among the given ones. Archived images and the tags of signatures do not count. A call lists
   * 1,000 images, and the first one with such a tag is the last one that is made.
   *
   * @returns at most two; empty when there are none.
   */
  findOtherTags(
    registry: OpenRegistry,
    repository: string,
    tags: ReadonlySet<string>,
  ): Promise<readonly string[]>;
  /** Forgets all answers: something may have changed. */
  clear(): void;
}

/** Tags of a repository, without those of signatures. */
interface ListedTags {
  readonly tags: readonly string[];
  /** False when the list was left after its first pages. */
  readonly isComplete: boolean;
}

const tagsOf = (images: readonly ImageSummary[]): readonly string[] =>
  images
    .filter(({ status }) => status === 'ACTIVE')
    .flatMap(({ tags }) => tags)
    .filter((tag) => subjectOfTag(tag) === undefined);

async function listTags(
  registry: RegistryConnection,
  repository: string,
  isEnough: (tags: readonly string[]) => boolean,
): Promise<ListedTags> {
  let tags: readonly string[] = [];
  const listed = await listImagesWhile(
    registry,
    repository,
    () => !isEnough(tags),
    undefined,
    (images) => (tags = tagsOf(images)),
  );
  return { tags, isComplete: listed !== undefined };
}

const keyOf = ({ identity }: OpenRegistry, name = ''): string => {
  const { profile, accountId, registryId, region } = identity;
  return JSON.stringify([profile, accountId, registryId, region, name]);
};

/** @param lifetime milliseconds for which an answer is cached. */
export function createRegistryReader(lifetime: number): RegistryReader {
  const rules = createAnswerCache<readonly ReplicationRule[]>(lifetime);
  const names = createAnswerCache<readonly string[]>(lifetime);
  const policies = createAnswerCache<string | null>(lifetime);
  const templates = createAnswerCache<readonly CreationTemplate[]>(lifetime);
  const listedTags = createAnswerCache<ListedTags>(lifetime);
  return {
    rules: (registry) => rules.get(keyOf(registry), () => readRules(registry.connection)),
    repositoryNames: (registry) =>
      names.get(keyOf(registry), async () =>
        (await listRepositories(registry.connection)).map(({ name }) => name),
      ),
    policy: (registry) => policies.get(keyOf(registry), () => readRegistryPolicy(registry.connection)),
    creationTemplates: (registry) =>
      templates.get(keyOf(registry), () => readCreationTemplates(registry.connection)),
    async findOtherTags(registry, repository, tags) {
      const findOthers = (listed: readonly string[]): readonly string[] =>
        listed.filter((tag) => !tags.has(tag)).slice(0, 2);
      const list = (): Promise<ListedTags> =>
        listTags(registry.connection, repository, (listed) => findOthers(listed).length > 0);
      const key = keyOf(registry, repository);
      const listed = await listedTags.get(key, list);
      const others = findOthers(listed.tags);
      if (others.length > 0 || listed.isComplete) return others;
      // An earlier plan chose fewer tags, for which the first pages were enough.
      listedTags.delete(key);
      return findOthers((await listedTags.get(key, list)).tags);
    },
    clear() {
      for (const cache of [rules, names, policies, templates, listedTags]) cache.clear();
    },
  };
}
