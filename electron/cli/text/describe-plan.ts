import { formatBytes } from '../../../shared/format/bytes.ts';
import { formatCount } from '../../../shared/format/counts.ts';
import { formatPlatform, shortDigest } from '../../../shared/models/image.ts';
import { isBlocked } from '../../../shared/models/plan.ts';
import type {
  LeftOutManifest,
  Plan,
  PlannedImage,
  PlannedReferrer,
  PlanWarning,
} from '../../../shared/models/plan.ts';
import { estimatePlanTime } from '../../../shared/models/plan-estimate.ts';
import type { PreflightReport } from '../../../shared/models/preflight.ts';
import { preflightFailures, triedUploadMethod } from '../../../shared/models/preflight.ts';
import { describeWarning } from '../../../shared/text/plan-warning.ts';
import { describeChange } from '../../../shared/text/tag-change.ts';
import { describeEstimate } from '../../../shared/text/time-estimate.ts';
import { describeUploadStrategy, mountingDenied } from '../../../shared/text/upload-method.ts';
import { describeError, keepSignatures } from './describe-error.ts';
import { table } from './table.ts';

type End = Pick<Plan['source'], 'profile' | 'accountId' | 'arn' | 'region'>;

const end = ({ profile, accountId, arn, region }: End, uri: string): string =>
  `${uri}  (${profile}, account ${accountId}, ${region})\n      as ${arn}`;

const tagWords = (image: PlannedImage): string =>
  image.tags.length === 0
    ? 'no tag'
    : image.tags.map((change) => `${change.tag} (${describeChange(change).words})`).join(', ');

const isPresent = ({ manifests }: Pick<PlannedImage, 'manifests'>): boolean =>
  manifests.every(({ present }) => present);

const leftOutWords = ({ digest, platform, reason }: LeftOutManifest): string =>
  `left out: ${platform ? formatPlatform(platform) : shortDigest(digest)} (${reason === 'missing' ? 'not at the source' : 'not chosen'})`;

const referrerWords = ({ digest, artifactType, manifests }: PlannedReferrer): string =>
  `with it: ${artifactType ?? 'artifact'} ${shortDigest(digest)}${isPresent({ manifests }) ? ' (already at destination)' : ''}`;

const stateWords = (image: PlannedImage): string => {
  if (isBlocked(image)) return 'blocked';
  return isPresent(image) ? 'already at destination' : 'to copy';
};

/** `blocked sha256:0123…: why it is not copied` */
const blockedLine = ({ digest, sourceTags, blockers }: PlannedImage): readonly string[] => {
  const name = [shortDigest(digest), ...sourceTags.slice(0, 1)].join(' ');
  return blockers.map((error) => `blocked ${name}: ${describeError(error)}\n`);
};

/** `2 of 14 images cannot be copied; the others are.` */
export function describeBlocked({ images, blockers }: Plan): string | undefined {
  const blocked = images.filter(isBlocked).length;
  if (blocked === 0 || blockers.length > 0) return undefined;
  const words = `${blocked} of ${formatCount(images.length, 'image')} cannot be copied`;
  return blocked === images.length ? `${words}.` : `${words}; the others are.`;
}

const rows = (image: PlannedImage): readonly (readonly string[])[] => [
  [
    shortDigest(image.digest),
    image.kind,
    image.sourceTags.join(', ') || '-',
    stateWords(image),
    tagWords(image),
  ],
  ...[...image.leftOut.map(leftOutWords), ...image.referrers.map(referrerWords)].map((words) => [
    '',
    '',
    '',
    '',
    words,
  ]),
];

function volume({ blobs, bytes }: Plan): string {
  const missing = blobs.filter(({ present }) => !present).length;
  const all = `${formatCount(blobs.length, 'layer')}, ${formatBytes(bytes.total)}`;
  return missing === 0
    ? `${all}: all already at destination`
    : `${all}: ${missing} to transfer, ${formatBytes(bytes.toTransfer)} (${formatBytes(bytes.uploadBytes)} to upload)`;
}

const uploadStrategyLine = ({ uploadStrategy }: Plan): readonly string[] => {
  const words = describeUploadStrategy(uploadStrategy);
  return words === undefined ? [] : [`layers go ${words}\n`];
};

/** What mounting lacks, where the profile of the destination may not read the source. */
function mountLine(checks: PreflightReport['checks']): readonly string[] {
  const tried = triedUploadMethod({ checks });
  return tried?.kind === 'registry' && tried.mountError
    ? [`warning: ${mountingDenied} ${tried.mountError.message}\n`]
    : [];
}

/** The time that the quota of ECR determines: the command line measures no link, on which all else depends. */
const timeLine = (plan: Plan): readonly string[] => {
  const estimate = estimatePlanTime(plan, undefined);
  const seconds = estimate.kind === 'known' ? estimate.seconds : estimate.atLeast;
  return seconds > 1 ? [`${describeEstimate(estimate)}\n`] : [];
};

/** `source -> destination: 3 images, 12 layers, 45.0 MB: …` */
export const describePlanVolume = (plan: Plan): string =>
  `${plan.source.repositoryUri} -> ${plan.destination.repository.uri}: ${formatCount(plan.images.length, 'image')}, ${volume(plan)}`;

const optionFor = ({ kind }: PlanWarning): string =>
  kind === 'signatures-replaced' ? ` ${keepSignatures}` : '';

/**
 * A plan for a user: what comes from where, under which tags, how much, and its blockers.
 *
 * @param checks of the preflight, whose failures are blockers; empty where it was not run.
 */
export function describePlan(plan: Plan, checks: PreflightReport['checks']): string {
  const { repository } = plan.destination;
  const created = repository.kind === 'create' ? ', will be created' : '';
  return [
    `from  ${end(plan.source, plan.source.repositoryUri)}\n`,
    `to    ${end(plan.destination, repository.uri)}${created}\n\n`,
    table(['IMAGE', 'KIND', 'SOURCE TAGS', 'STATE', 'DESTINATION TAGS'], plan.images.flatMap(rows)),
    `\n${volume(plan)}\n`,
    ...uploadStrategyLine(plan),
    ...mountLine(checks),
    ...timeLine(plan),
    ...plan.warnings.map((warning) => `warning: ${describeWarning(warning)}${optionFor(warning)}\n`),
    ...(describeBlocked(plan) === undefined ? [] : [`${describeBlocked(plan)}\n`]),
    ...plan.images.flatMap(blockedLine),
    ...[...plan.blockers, ...preflightFailures({ checks })].map(
      (error) => `blocker: ${describeError(error)}\n`,
    ),
  ].join('');
}
