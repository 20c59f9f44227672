import { z } from 'zod';
import { boundedText, maxRepositoryName } from '../../../shared/models/bounds.ts';
import { accountIdSchema, regionSchema } from '../../../shared/models/registry.ts';
import { repositoryNameSchema } from '../../../shared/models/repository.ts';
import { tagFilterSchema } from '../../../shared/models/tag-filter.ts';
import { copyFields } from '../../../shared/models/work-item.ts';

/** What stands for the name of the source repository, and for its part after the prefix. */
const placeholder = /\{(repository_name|suffix)\}/g;

const nameTemplateSchema = boundedText(maxRepositoryName)
  .min(2)
  .refine(
    (template) => repositoryNameSchema.safeParse(template.replaceAll(placeholder, 'name')).success,
    'A repository name of a route is a name with {repository_name} or {suffix} in place of the name of the source repository, or of its part after the prefix.',
  );

const registryFields = { account_id: accountIdSchema, region: regionSchema };

/** Where the images of repositories are copied to when they are pushed, or when the schedule runs. */
export const routeSchema = z
  .strictObject({
    source: z.strictObject({
      ...registryFields,
      repository_name: repositoryNameSchema.optional(),
      /** All repositories whose names start with it; an empty one means all. */
      repository_prefix: boundedText(maxRepositoryName).optional(),
    }),
    destination: z.strictObject({ ...registryFields, repository_name: nameTemplateSchema }),
    /** The tags to copy; all when absent. */
    tag_filter: tagFilterSchema.optional(),
    platforms: copyFields.platforms,
    overwrite_tags: copyFields.overwrite_tags,
    create_repository: copyFields.create_repository,
    source_role_arn: copyFields.source_role_arn,
    destination_role_arn: copyFields.destination_role_arn,
    upload_method: copyFields.upload_method,
  })
  .refine(
    ({ source }) => (source.repository_name === undefined) !== (source.repository_prefix === undefined),
    'The source of a route has either repository_name or repository_prefix.',
  );

export type Route = z.infer<typeof routeSchema>;

/** A repository of a registry, as events name it. */
export interface SourceRepository {
  readonly accountId: string;
  readonly region: string;
  readonly repositoryName: string;
}

/** Whether a route applies to a repository. */
export const isRouteOf = (
  { source }: Route,
  { accountId, region, repositoryName }: SourceRepository,
): boolean =>
  source.account_id === accountId &&
  source.region === region &&
  (source.repository_name === undefined
    ? repositoryName.startsWith(source.repository_prefix ?? '')
    : repositoryName === source.repository_name);

/** The destination repository of a source repository. */
export const nameDestination = ({ source, destination }: Route, repositoryName: string): string =>
  destination.repository_name.replaceAll(placeholder, (_, name) =>
    name === 'suffix' ? repositoryName.slice(source.repository_prefix?.length ?? 0) : repositoryName,
  );
