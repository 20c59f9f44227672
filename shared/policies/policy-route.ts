import type { Plan } from '../models/plan.ts';
import type { RepositoryReference } from '../models/reference.ts';
import type { PlannedSetting, PlannedSettings } from '../models/repository-settings.ts';

/** The permissions for creating the destination in addition to CreateRepository. */
export interface RepositoryCreation {
  /** `ecr:` actions that read the source settings to copy. */
  readonly reads: readonly string[];
  /** `ecr:` actions that apply the settings at the destination. */
  readonly writes: readonly string[];
  /** ARN of the customer managed key. */
  readonly kmsKey?: string | undefined;
}

/** Source and destination with the accounts of their registries. */
export interface PolicyRoute {
  readonly source: RepositoryReference;
  readonly destination: RepositoryReference;
  /** Absent when the destination exists. */
  readonly creation?: RepositoryCreation | undefined;
}

const settingActions = {
  lifecyclePolicy: { read: 'ecr:GetLifecyclePolicy', write: 'ecr:PutLifecyclePolicy' },
  repositoryPolicy: { read: 'ecr:GetRepositoryPolicy', write: 'ecr:SetRepositoryPolicy' },
  resourceTags: { read: 'ecr:ListTagsForResource', write: 'ecr:TagResource' },
} as const;

type CopiedSetting = keyof typeof settingActions;
const copiedSettings: readonly CopiedSetting[] = ['lifecyclePolicy', 'repositoryPolicy', 'resourceTags'];

/** A setting that cannot be read may exist, so its permission is requested. */
function isWritten({ source, planned, taken }: PlannedSetting<unknown>): boolean {
  if (!taken) return false;
  if (source.kind === 'unreadable') return true;
  return typeof planned === 'object' && planned !== null
    ? Object.keys(planned).length > 0
    : planned !== undefined;
}

const createPlannedCreation = (settings: PlannedSettings): RepositoryCreation => ({
  reads: copiedSettings.filter((name) => settings[name].taken).map((name) => settingActions[name].read),
  writes: copiedSettings
    .filter((name) => isWritten(settings[name]))
    .map((name) => settingActions[name].write),
  kmsKey: settings.encryption.planned.kmsKey,
});

/** The route of a plan. */
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
    creation: repository.kind === 'create' ? createPlannedCreation(repository.settings) : undefined,
  };
}
