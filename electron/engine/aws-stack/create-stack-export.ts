import { createHash } from 'node:crypto';
import type { StackExport, StackTarget } from '../../../shared/models/aws-stack.ts';
import type { Plan, ReplicationOptions } from '../../../shared/models/plan.ts';
import { findPartition } from '../../../shared/models/reference.ts';
import type { WorkItem } from '../../../shared/models/work-item.ts';
import { EngineError } from '../errors/engine-error.ts';
import type { StackAccess } from './access/create-access.ts';
import { createAccess, findRole } from './access/create-access.ts';
import { createPolicyFiles } from './access/policy-files.ts';
import { assertExportable } from './assert-exportable.ts';
import { computeConcurrency } from './concurrency.ts';
import { estimateCost } from './cost/estimate-cost.ts';
import { formatStateMachine } from './definition/state-machine.ts';
import { formatReadme } from './readme.ts';
import { functionMemoryMb } from './template/compute.ts';
import { formatTemplate, maxTransferBytes } from './template/template.ts';
import { createItems, formatItems, numberItems } from './work-items.ts';

/** The stack is deployed where the first plan writes, in the account of its profile. */
function createTarget(plans: readonly Plan[]): StackTarget {
  const [first] = plans;
  if (!first)
    throw new EngineError({
      code: 'invalid-input',
      message: 'There is no image to export.',
      retryable: false,
    });
  const what = plans.map((plan) => createItems(plan, {}));
  const id = createHash('sha256').update(JSON.stringify(what)).digest('hex').slice(0, 8);
  const { accountId, region } = first.destination;
  return { id, stackName: `ecr-image-replicator-${id}`, accountId, region };
}

const listItems = (target: StackTarget, plans: readonly Plan[]): readonly WorkItem[] =>
  numberItems(
    plans.flatMap((plan) =>
      createItems(plan, {
        source: findRole(target, 'source', plan)?.roleArn,
        destination: findRole(target, 'destination', plan)?.roleArn,
      }),
    ),
  );

/** Bytes between regions; a shared layer counts once in `low`, and in each image in `high`. */
const listTransfers = (plans: readonly Plan[]) =>
  plans.map((plan) => ({
    source: plan.source.region,
    destination: plan.destination.region,
    bytes: {
      low: plan.bytes.toTransfer,
      high: createItems(plan, {}).reduce((total, { size = 0 }) => total + size, 0),
    },
  }));

/** What is chosen otherwise than by default, in the order of the options on the review page. */
function describeOptions(plans: readonly Plan[]): readonly string[] {
  const has = (isChosen: (options: ReplicationOptions) => boolean): boolean =>
    plans.some(({ request }) => isChosen(request.options));
  return [
    ...(has(({ referrers }) => !referrers) ? ['Signatures, SBOMs and attestations are not copied.'] : []),
    ...(has(({ existingSignatures }) => existingSignatures === 'keep')
      ? ['Signatures that the destination has under the same tag are kept.']
      : []),
    ...(has(({ missingManifests }) => missingManifests === 'leave-out')
      ? ['An index is copied without the manifests that the source does not have.']
      : []),
    ...(has(({ verify }) => !verify) ? ['Images are not read back after the copy.'] : []),
  ];
}

function listNotes({ own, roles }: StackAccess, plans: readonly Plan[]): readonly string[] {
  const wide = [own, ...roles.map(({ permissions }) => permissions)].some(
    ({ precision }) => precision !== 'exact',
  );
  return [
    'The function acts with its own role, and not with the profiles of this computer.',
    'A tag that points to another image when the function runs is moved only if the plan moves it.',
    ...describeOptions(plans),
    ...(wide
      ? [
          'The repositories do not fit into one IAM policy by name, so the policy names them by a common prefix or by registry.',
        ]
      : []),
  ];
}

/**
 * Creates the files that run plans in the user's own account, with their size and cost. Pure: reads and writes nothing.
 * Blocked images are left out.
 *
 * @throws EngineError a blocker of a plan, or `invalid-input` when the plans cannot run there.
 */
export function createStackExport(plans: readonly Plan[]): StackExport {
  assertExportable(plans);
  const target = createTarget(plans);
  const access = createAccess(target, plans);
  const items = listItems(target, plans);
  const concurrency = computeConcurrency(plans);
  const summary = {
    target,
    items: items.length,
    bytes: plans.reduce((total, { bytes }) => total + bytes.toTransfer, 0),
    concurrency,
    roles: access.roles.map(({ role }) => role),
    notes: listNotes(access, plans),
    estimate: estimateCost({
      region: target.region,
      itemBytes: items.map(({ size = 0 }) => size),
      transfers: listTransfers(plans),
      memoryGb: functionMemoryMb / 1024,
      maxFunctionBytes: maxTransferBytes,
    }),
  };
  const partition = findPartition(target.region);
  return {
    ...summary,
    files: [
      { path: 'README.md', text: formatReadme(summary, plans) },
      { path: 'template.yaml', text: formatTemplate(target, access.own.policy) },
      {
        path: 'state-machine.asl.json',
        text: formatStateMachine({ partition, maxConcurrency: concurrency.items }),
      },
      { path: 'items.jsonl', text: formatItems(items) },
      ...createPolicyFiles(target, access.roles),
    ],
  };
}
