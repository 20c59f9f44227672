import type { StatusIndicatorProps } from '@cloudscape-design/components/status-indicator';
import { formatAccount } from '../../../shared/format/accounts.ts';
import { formatCount, formatNumber } from '../../../shared/format/counts.ts';
import type { LeftOutSetting, ReplicationStep, RuleChange } from '../../../shared/models/ecr-replication.ts';
import type { RegistryReference } from '../../../shared/models/reference.ts';
import type { DestinationStatus } from '../../../shared/models/registry-replication.ts';
import type { BackfillProgress, BackfillStatus } from '../../../shared/models/replication-backfill.ts';

type Indicator = readonly [type: StatusIndicatorProps.Type, label: string];

export const backfillIndicators = {
  PREPARING: ['pending', 'Preparing'],
  IN_PROGRESS: ['in-progress', 'In progress'],
  STOPPING: ['stopped', 'Stopping'],
  STOPPED: ['stopped', 'Stopped'],
  COMPLETE: ['success', 'Complete'],
  FAILED: ['error', 'Failed'],
} as const satisfies Record<BackfillStatus, Indicator>;

/** A backfill that was started before the app was opened. */
export const unreadIndicator = ['pending', 'Not read yet'] as const satisfies Indicator;

export const imageIndicators = {
  IN_PROGRESS: ['in-progress', 'In progress'],
  COMPLETE: ['success', 'Complete'],
  FAILED: ['error', 'Failed'],
} as const satisfies Record<DestinationStatus['status'], Indicator>;

export const ruleIndicators = {
  added: ['success', 'Added'],
  extended: ['info', 'Extended'],
  unchanged: ['stopped', 'Unchanged'],
} as const satisfies Record<RuleChange['kind'], Indicator>;

export const stepNames = {
  'registry-policy': 'Registry policy of the destination',
  'creation-template': 'Repository creation template',
  'replication-configuration': 'Replication configuration of the source',
} as const satisfies Record<ReplicationStep, string>;

export const leftOutNames = {
  encryption: 'encryption',
  resourceTags: 'resource tags',
  scanOnPush: 'scan on push',
} as const satisfies Record<LeftOutSetting, string>;

/** `4444-5555-6666, us-west-2` */
export const registryName = ({ accountId, region }: RegistryReference): string =>
  `${formatAccount(accountId)}, ${region}`;

/** `1,204 of 5,000 replications, 3 failed`; an image counts once for each of its tags. */
export function describeBackfillProgress(progress: BackfillProgress | undefined): string {
  if (!progress) return 'ECR lists the images to copy.';
  const { total, completed, failed } = progress;
  const done = `${formatNumber(completed)} of ${formatCount(total, 'replication')}`;
  return failed > 0 ? `${done}, ${formatNumber(failed)} failed` : done;
}

/** 0 to 1; failed images count as finished. */
export const progressValue = ({ total, completed, failed }: BackfillProgress): number =>
  total === 0 ? 1 : (completed + failed) / total;

const appliedFor: Readonly<Record<string, string>> = {
  REPLICATION: 'Replication',
  PULL_THROUGH_CACHE: 'Pull through cache',
  CREATE_ON_PUSH: 'Create on push',
};

/** The console's name of what a creation template is applied for; another value as ECR returns it. */
export const appliedForName = (value: string): string => appliedFor[value] ?? value;
