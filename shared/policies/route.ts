import type { Plan, ReplicationRequest } from '../models/plan.ts';
import type { RepositoryReference } from '../models/reference.ts';
import type { PlannedSetting, PlannedSettings } from '../models/repository-settings.ts';

/** What creating the destination takes beyond CreateRepository. */
export interface RepositoryCreation {
  /** `ecr:` actions that read the settings of the source which are taken over. */
  readonly reads: readonly string[];
  /** `ecr:` actions that set them at the destination. */
  readonly writes: readonly string[];
  /** ARN of the customer's own key. */
  readonly kmsKey?: string | undefined;
}

/** From where to where, with the accounts that own the registries. */
export interface PolicyRoute {
  readonly source: RepositoryReference;
  readonly destination: RepositoryReference;
  /** Absent where the repository is there already. */
  readonly creation?: RepositoryCreation | undefined;
}

const carried = {
  lifecyclePolicy: { read: 'ecr:GetLifecyclePolicy', write: 'ecr:PutLifecyclePolicy' },
  repositoryPolicy: { read: 'ecr:GetRepositoryPolicy', write: 'ecr:SetRepositoryPolicy' },
  resourceTags: { read: 'ecr:ListTagsForResource', write: 'ecr:TagResource' },
} as const;

type CarriedSetting = keyof typeof carried;
const carriedSettings: readonly CarriedSetting[] = ['lifecyclePolicy', 'repositoryPolicy', 'resourceTags'];

/** What could not be read may be there, and is wanted. */
function isWritten({ source, planned, taken }: PlannedSetting<unknown>): boolean {
  if (!taken) return false;
  if (source.kind === 'unreadable') return true;
  return typeof planned === 'object' && planned !== null
    ? Object.keys(planned).length > 0
    : planned !== undefined;
}

const plannedCreation = (settings: PlannedSettings): RepositoryCreation => ({
  reads: carriedSettings.filter((name) => settings[name].taken).map((name) => carried[name].read),
  writes: carriedSettings.filter((name) => isWritten(settings[name])).map((name) => carried[name].write),
  kmsKey: settings.encryption.planned.kmsKey,
});

export function createPlanRoute({
  request,
  source,
  destination,
}: Pick<Plan, 'request' | 'source' | 'destination'>): PolicyRoute {
  const { repository } = destination;
  return {
    source: {
      accountId: source.registryId,
      region: source.region,
      repositoryName: request.source.repositoryName,
    },
    destination: {
      accountId: destination.registryId,
      region: destination.region,
      repositoryName: repository.name,
    },
    creation: repository.kind === 'create' ? plannedCreation(repository.settings) : undefined,
  };
}

/**
 * For a request that could not be planned, because something was denied: whether the destination exists is not known.
 *
 * @param registryIds the accounts that own the registries.
 */
export function createRequestRoute(
  { source, destination }: Pick<ReplicationRequest, 'source' | 'destination'>,
  registryIds: { readonly source: string; readonly destination: string },
): PolicyRoute {
  const { settings, createRepository } = destination;
  const taken = carriedSettings.filter((name) => settings[name]);
  return {
    source: {
      accountId: registryIds.source,
      region: source.region,
      repositoryName: source.repositoryName,
    },
    destination: {
      accountId: registryIds.destination,
      region: destination.region,
      repositoryName: destination.repositoryName,
    },
    creation: createRepository
      ? {
          reads: taken.map((name) => carried[name].read),
          writes: taken.map((name) => carried[name].write),
          kmsKey: settings.encryption.kind === 'kms-key' ? settings.encryption.kmsKey : undefined,
        }
      : undefined,
  };
}
