import type {
  AppliedReplication,
  CreationTemplateChange,
  ReplicationProposal,
  ReplicationStep,
  StepResult,
} from '../../../shared/models/ecr-replication.ts';
import { isDeepStrictEqual } from 'node:util';
import type { Side } from '../../../shared/models/result.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { ecrApi } from '../ecr/operations.ts';
import { EngineError } from '../errors/engine-error.ts';
import { readRootCause } from '../errors/root-cause.ts';
import { toErrorData } from '../errors/to-error-data.ts';
import { readRegistryPolicy, readRules } from './read-registry.ts';
import { fromRules } from './replication-rules.ts';

interface Registries {
  readonly source: RegistryConnection;
  readonly destination: RegistryConnection;
}

type Outcome = StepResult['outcome'];

interface Step {
  readonly step: ReplicationStep;
  readonly prefix?: string;
  /** @throws EngineError */
  readonly run: () => Promise<Outcome>;
}

const done: Outcome = { kind: 'done' };
const skipped = (reason: string): Outcome => ({ kind: 'skipped', reason });

const proposalOutdatedError = (side: Side, changed: string): EngineError =>
  new EngineError({
    code: 'plan-outdated',
    message: `The ${changed} of the ${side} registry changed since it was shown, and was not overwritten. Review the changes again.`,
    side,
    retryable: false,
    action: 'plan-again',
  });

/**
 * Whether the rules of the source have to be written. They need not after the same proposal was applied before.
 *
 * @throws EngineError `plan-outdated` when the rules are neither those before nor those after the proposal.
 */
async function needsRules(
  source: RegistryConnection,
  { configuration: { before, after } }: ReplicationProposal,
): Promise<boolean> {
  const rules = await readRules(source);
  if (isDeepStrictEqual(rules, after)) return false;
  if (isDeepStrictEqual(rules, before)) return true;
  throw proposalOutdatedError('source', 'replication rules');
}

/** Whether two policies have equal content; AWS can format the text of a policy. */
const isSamePolicy = (a: string, b: string): boolean => isDeepStrictEqual(JSON.parse(a), JSON.parse(b));

async function putPolicy(
  destination: RegistryConnection,
  { registryPolicy: change }: ReplicationProposal,
): Promise<Outcome> {
  switch (change.kind) {
    case 'not-needed':
      return skipped('Source and destination are in one account.');
    case 'unchanged':
      return skipped('The registry policy allows the replication already.');
    case 'unknown':
      return skipped(`The registry policy cannot be read, so it was not changed. ${change.error.message}`);
    case 'add-statement':
    case 'extend-statement': {
      const current = await readRegistryPolicy(destination);
      if (current !== null && isSamePolicy(current, change.after))
        return skipped('The registry policy allows the replication already.');
      if (current !== (change.before ?? null)) throw proposalOutdatedError('destination', 'registry policy');
      await ecrApi.putRegistryPolicy(destination, { policyText: change.after });
      return done;
    }
  }
}

async function createTemplate(
  destination: RegistryConnection,
  { prefix, template }: Extract<CreationTemplateChange, { kind: 'create' }>,
): Promise<Outcome> {
  const settings: object = JSON.parse(template);
  try {
    await ecrApi.createRepositoryCreationTemplate(destination, {
      ...settings,
      prefix,
      appliedFor: ['REPLICATION'],
      description: 'Settings of repositories that replication creates',
    });
    return done;
  } catch (error) {
    if (readRootCause(error).name !== 'TemplateAlreadyExistsException') throw error;
    return skipped(`There is a template for ${prefix} already, and it was not changed.`);
  }
}

async function putRules(source: RegistryConnection, proposal: ReplicationProposal): Promise<Outcome> {
  if (!(await needsRules(source, proposal)))
    return skipped('The rules replicate these repositories already.');
  const replicationConfiguration = fromRules(proposal.configuration.after);
  await ecrApi.putReplicationConfiguration(source, { replicationConfiguration });
  return done;
}

function listSteps(
  proposal: ReplicationProposal,
  { source, destination }: Registries,
  createTemplates: boolean,
): readonly Step[] {
  return [
    { step: 'registry-policy', run: () => putPolicy(destination, proposal) },
    ...proposal.creationTemplates.flatMap((change): readonly Step[] =>
      change.kind === 'create'
        ? [
            {
              step: 'creation-template',
              prefix: change.prefix,
              run: async () =>
                createTemplates ? createTemplate(destination, change) : skipped('It was not chosen.'),
            },
          ]
        : [],
    ),
    { step: 'replication-configuration', run: () => putRules(source, proposal) },
  ];
}

/**
 * Makes the changes of a proposal: registry policy, templates, and then the rules, so that no image is replicated before
 * the destination is ready. After a failure no further step is started, and nothing is undone; the same proposal can be
 * applied again.
 *
 * @throws EngineError `plan-outdated` before any change, when the rules of the source changed.
 */
export async function applyProposal(
  proposal: ReplicationProposal,
  registries: Registries,
  createTemplates: boolean,
): Promise<AppliedReplication> {
  await needsRules(registries.source, proposal);
  const results: StepResult[] = [];
  let hasFailed = false;
  for (const { run, ...step } of listSteps(proposal, registries, createTemplates)) {
    if (hasFailed) {
      results.push({ ...step, outcome: { kind: 'not-started' } });
      continue;
    }
    try {
      results.push({ ...step, outcome: await run() });
    } catch (error) {
      hasFailed = true;
      results.push({ ...step, outcome: { kind: 'failed', error: toErrorData(error) } });
    }
  }
  return { proposalId: proposal.id, isActive: !hasFailed, steps: results };
}
