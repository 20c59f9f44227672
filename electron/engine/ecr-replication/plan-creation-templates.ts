import type { CreateRepositoryCreationTemplateRequest } from '@aws-sdk/client-ecr';
import { isDeepStrictEqual } from 'node:util';
import type { CreationTemplateChange, LeftOutSetting } from '../../../shared/models/ecr-replication.ts';
import type { Readable } from '../../../shared/models/image-details.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { CreationTemplate } from '../../../shared/models/registry-replication.ts';
import type { PlannedSettings } from '../../../shared/models/repository-settings.ts';

/** The settings of a template, as CreateRepositoryCreationTemplate takes them. */
export type TemplateSettings = Pick<
  CreateRepositoryCreationTemplateRequest,
  'imageTagMutability' | 'imageTagMutabilityExclusionFilters' | 'lifecyclePolicy' | 'repositoryPolicy'
>;

interface NewRepository {
  readonly name: string;
  readonly template: TemplateSettings;
  readonly leftOut: readonly LeftOutSetting[];
}

function toTemplate({ tagMutability, lifecyclePolicy, repositoryPolicy }: PlannedSettings): TemplateSettings {
  const { tagMutability: imageTagMutability, exclusions } = tagMutability.planned;
  return {
    ...(imageTagMutability !== 'MUTABLE' && { imageTagMutability }),
    ...(exclusions.length > 0 && {
      imageTagMutabilityExclusionFilters: exclusions.map((filter) => ({
        filterType: 'WILDCARD' as const,
        filter,
      })),
    }),
    ...(lifecyclePolicy.planned !== undefined && { lifecyclePolicy: lifecyclePolicy.planned }),
    ...(repositoryPolicy.planned !== undefined && { repositoryPolicy: repositoryPolicy.planned }),
  };
}

/** Keys and resource tags need a role for the template (ECR user guide, creating a repository creation template). */
const findLeftOut = ({
  encryption,
  resourceTags,
  scanOnPush,
}: PlannedSettings): readonly LeftOutSetting[] => [
  ...(encryption.planned.type === 'AES256' ? [] : (['encryption'] as const)),
  ...(Object.keys(resourceTags.planned).length === 0 ? [] : (['resourceTags'] as const)),
  ...(scanOnPush.planned ? (['scanOnPush'] as const) : []),
];

/** The repositories that do not exist, each once. */
function listNewRepositories(plans: readonly Plan[]): readonly NewRepository[] {
  const byName = new Map(
    plans.flatMap(({ destination: { repository } }) =>
      repository.kind === 'create' ? [[repository.name, repository.settings] as const] : [],
    ),
  );
  return [...byName].map(([name, settings]) => ({
    name,
    template: toTemplate(settings),
    leftOut: findLeftOut(settings),
  }));
}

const getNamespace = (name: string): string => name.slice(0, Math.max(0, name.lastIndexOf('/')));

const lengthOf = ({ prefix }: CreationTemplate): number => (prefix === 'ROOT' ? 0 : prefix.length);

/** The template that ECR applies to a repository: the one with the longest prefix. */
function findTemplate(templates: readonly CreationTemplate[], name: string): CreationTemplate | undefined {
  const [found] = templates
    .filter(({ appliedFor }) => appliedFor.includes('REPLICATION'))
    .filter(({ prefix }) => prefix === 'ROOT' || name.startsWith(`${prefix}/`))
    .toSorted((a, b) => lengthOf(b) - lengthOf(a));
  return found;
}

const joinLeftOut = (repositories: readonly NewRepository[]): readonly LeftOutSetting[] => [
  ...new Set(repositories.flatMap(({ leftOut }) => leftOut)),
];

/** Plans a template for the repositories of one namespace, which no template of the destination applies to. */
function planNamespace(
  namespace: string,
  repositories: readonly NewRepository[],
  created: readonly NewRepository[],
  templates: readonly CreationTemplate[],
): CreationTemplateChange | undefined {
  const names = repositories.map(({ name }) => name);
  const [first] = repositories;
  const leftOut = joinLeftOut(repositories);
  if (!first) return undefined;
  // The template also applies to repositories of deeper namespaces.
  const matched = [...repositories, ...created.filter(({ name }) => name.startsWith(`${namespace}/`))];
  if (matched.some(({ template }) => !isDeepStrictEqual(template, first.template)))
    return defaults(
      names,
      `The repositories of ${namespace || 'this registry'} have different settings, and a template gives all of them the same.`,
    );
  if (Object.keys(first.template).length === 0)
    return leftOut.length === 0
      ? undefined
      : defaults(
          names,
          'A template without a role of its own cannot give encryption by KMS, resource tags or scanning.',
        );
  if (namespace === '')
    return defaults(names, 'A template applies to a namespace, and the name of the repository has none.');
  if (templates.some(({ prefix }) => prefix === namespace))
    return defaults(names, `There is a template for ${namespace} that does not apply to replication.`);
  return {
    kind: 'create',
    repositories: names,
    prefix: namespace,
    template: JSON.stringify(first.template, null, 2),
    leftOut,
  };
}

const defaults = (repositories: readonly string[], reason: string): CreationTemplateChange => ({
  kind: 'defaults',
  repositories,
  reason,
});

/**
 * Plans the settings of the repositories that replication creates: by an existing template, which is not changed, or by a
 * new one for each namespace. Repositories that get the planned settings without a template are left out. Pure.
 */
export function planCreationTemplates(
  plans: readonly Plan[],
  templates: Readable<readonly CreationTemplate[]>,
): readonly CreationTemplateChange[] {
  const created = listNewRepositories(plans);
  if (created.length === 0) return [];
  if (templates.kind === 'unreadable')
    return [
      defaults(
        created.map(({ name }) => name),
        templates.error.message,
      ),
    ];
  const existing = created.flatMap((repository): readonly CreationTemplateChange[] => {
    const template = findTemplate(templates.value, repository.name);
    return template ? [{ kind: 'existing', repositories: [repository.name], prefix: template.prefix }] : [];
  });
  const others = created.filter(({ name }) => findTemplate(templates.value, name) === undefined);
  const byNamespace = Map.groupBy(others, ({ name }) => getNamespace(name));
  return [
    ...existing,
    ...[...byNamespace].flatMap(
      ([namespace, repositories]) => planNamespace(namespace, repositories, others, templates.value) ?? [],
    ),
  ];
}
