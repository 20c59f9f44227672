import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { workResultSchema } from '../../../../shared/models/work-result.ts';
import type { RolePolicy } from './role-policy.ts';
import { parseTemplate } from '../../../testing/aws-stack/parse-template.ts';
import type { StackWorld } from '../../../testing/aws-stack/stack-world.ts';
import { readStackFile, readItems, startStackWorld } from '../../../testing/aws-stack/stack-world.ts';
import { createContext, functionSession, sourceAccount } from '../../../testing/lambda/function-fixture.ts';
import { discardUpload } from '../../../local-ecr/registry/uploads.ts';
import { seedImage } from '../../../testing/seed-image.ts';
import type { StackExport } from '../../../../shared/models/aws-stack.ts';

// The local ECR and STS enforce the exported policies while the function copies: nothing is denied, and each action is needed.

const names = { from: 'team/api', to: 'mirror/api' };
let world: StackWorld;
let images: Parameters<StackWorld['exportCopy']>[1];

beforeAll(async () => {
  world = await startStackWorld();
  const source = world.source.createRepository(names.from);
  source.settings.lifecyclePolicyText = JSON.stringify({ rules: [{ description: 'keep it '.repeat(12) }] });
  source.settings.policyText = JSON.stringify({ Version: '2012-10-17', Statement: [] });
  source.resourceTags.set('team', 'api');
  const { digest } = await seedImage(source, [['layer', 50_000]], ['1.0']);
  images = [{ digest, sourceTags: ['1.0'], destinationTags: ['1.0'] }];
});
afterAll(() => world.close());
/** Deletes the destination, with the uploads that a denied call left unfinished. */
async function deleteDestination(): Promise<void> {
  const repository = world.destination.repositories.get(names.to);
  for (const id of repository?.uploads.keys() ?? []) if (repository) await discardUpload(repository, id);
  world.destination.repositories.delete(names.to);
}
afterEach(async () => {
  world.ecr.faults.clear();
  await deleteDestination();
});

interface Policies {
  readonly own: RolePolicy;
  readonly source: RolePolicy;
}

const readPolicies = (stack: StackExport): Policies => ({
  own: Object(
    parseTemplate(readStackFile(stack, 'template.yaml')).Resources['ReplicationPolicy']?.Properties,
  )['PolicyDocument'],
  source: JSON.parse(readStackFile(stack, `policies/${sourceAccount}-source-permissions.json`)),
});

const without = ({ Version, Statement }: RolePolicy, action: string): RolePolicy => ({
  Version,
  Statement: Statement.map((statement) => ({
    ...statement,
    Action: statement.Action.filter((each) => each !== action),
  })).filter(({ Action }) => Action.length > 0),
});

/**
 * Reads that the function does without: sizes that differ from the manifest, a repository policy that a new repository does not
 * take over, and rules of pull-through caches, which are not needed to read images that are listed.
 */
const optionalReads = {
  source: ['BatchCheckLayerAvailability', 'DescribePullThroughCacheRules', 'GetRepositoryPolicy'],
  destination: ['DescribePullThroughCacheRules'],
};

/** Copies with these policies. @returns what is wrong with the result, and which calls were denied. */
async function copyWith(stack: StackExport, { own, source }: Policies): Promise<readonly string[]> {
  const { faults, calls } = world.ecr;
  const [role] = stack.roles;
  faults.allowOnly(functionSession.arn, JSON.stringify(own));
  faults.allowOnly(
    `arn:aws:sts::${sourceAccount}:assumed-role/${role?.roleName}/replicator`,
    JSON.stringify(source),
  );
  calls.clear();
  const [item] = readItems(stack);
  const result = workResultSchema.parse(await world.createHandler()(item, createContext()));
  const denied = calls.all.flatMap(({ operation, outcome = '', accountId }) => {
    const optional = optionalReads[accountId === sourceAccount ? 'source' : 'destination'];
    return /denied/i.test(outcome) && !optional.includes(operation) ? operation : [];
  });
  return [
    ...(result.status === 'done' ? result.warnings : [JSON.stringify(result)]),
    ...denied.map((operation) => `denied: ${operation}`),
  ];
}

describe.each([
  ['an existing repository', false],
  ['a repository that the function creates', true],
])('into %s', (_, create) => {
  const exportCopy = (): Promise<StackExport> => {
    if (!create) world.destination.createRepository(names.to);
    return world.exportCopy({ ...names, create }, images, { settings: { repositoryPolicy: true } });
  };

  test('the function copies with exactly the exported permissions', async () => {
    const stack = await exportCopy();
    expect(await copyWith(stack, readPolicies(stack))).toEqual([]);
    expect([...world.destination.repository(names.to).tags.keys()]).toEqual(['1.0']);
  });

  test('each of them is needed', async () => {
    const stack = await exportCopy();
    const policies = readPolicies(stack);
    const superfluous: string[] = [];
    for (const side of ['own', 'source'] as const) {
      for (const action of new Set(policies[side].Statement.flatMap(({ Action }) => Action))) {
        await deleteDestination();
        if (!create) world.destination.createRepository(names.to);
        world.ecr.faults.clear();
        const changed = { ...policies, [side]: without(policies[side], action) };
        if ((await copyWith(stack, changed)).length === 0) superfluous.push(`${side} ${action}`);
      }
    }
    expect(superfluous).toEqual([]);
  });
});
