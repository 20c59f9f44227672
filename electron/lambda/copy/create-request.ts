import type { Platform } from '../../../shared/models/image.ts';
import type { ReplicationRequest } from '../../../shared/models/plan.ts';
import { replicationRequestSchema } from '../../../shared/models/plan.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';

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
  /** Of an index; all when undefined. */
  readonly platforms: readonly Platform[] | undefined;
  readonly uploadMethod: UploadMethodChoice | undefined;
}

/** Creates the request of a plan, with the engine's defaults for everything that events do not choose. */
export const createRequest = ({
  source,
  destination,
  images,
  createRepository,
  platforms,
  uploadMethod,
}: RequestParts): ReplicationRequest =>
  replicationRequestSchema.parse({
    source,
    destination: { ...destination, createRepository },
    images,
    options: { uploadMethod, platforms },
  });
