import type { ReplicationOptions, ReplicationRequest } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { SettingChoices } from '../../../shared/models/repository-settings.ts';

/** A repository with the identity that reaches it. */
export type SelectedRepository = RegistrySelection & { readonly repositoryName: string };

interface RequestParts {
  readonly source: SelectedRepository;
  readonly destination: SelectedRepository;
  readonly images: readonly {
    readonly digest: string;
    readonly sourceTags: readonly string[];
    readonly destinationTags: readonly string[];
  }[];
  readonly createRepository: boolean;
  /** Of a repository that is created; the app's usual choice when undefined. */
  readonly settings?: SettingChoices | undefined;
  readonly options: ReplicationOptions;
}

/** Creates the request of a plan. */
export const createRequest = ({
  source,
  destination,
  images,
  createRepository,
  settings,
  options,
}: RequestParts): ReplicationRequest =>
  replicationRequestSchema.parse({
    source,
    destination: { ...destination, createRepository, settings },
    images,
    options,
  });
