import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StackExport } from '../../../../shared/models/aws-stack.ts';
import { workResultSchema } from '../../../../shared/models/work-result.ts';
import { matchesWildcard } from '../../../local-ecr/accounts/identity-policy.ts';
import type { S3Call } from '../../../local-ecr/s3/local-s3.ts';
import { parseTemplate } from '../../../testing/aws-stack/parse-template.ts';
import { readBuildScript } from '../../../testing/aws-stack/read-build-script.ts';
import type { ServiceStatement } from '../../../testing/aws-stack/read-service-roles.ts';
import { readServiceRole } from '../../../testing/aws-stack/read-service-roles.ts';
import { runBuildScript } from '../../../testing/aws-stack/run-build-script.ts';
import type { StackWorld } from '../../../testing/aws-stack/stack-world.ts';
import { readItems, readStackFile, startStackWorld } from '../../../testing/aws-stack/stack-world.ts';
import { createContext } from '../../../testing/lambda/function-fixture.ts';
import { seedImage } from '../../../testing/seed-image.ts';

// The roles of the template allow every call of their services other than ECR and STS, and nothing else.

let world: StackWorld;
let stack: StackExport;

beforeAll(async () => {
  world = await startStackWorld();
  const { digest } = await seedImage(world.source.createRepository('team/api'), [['layer', 5_000]], ['1.0']);
  world.destination.createRepository('mirror/api');
  stack = await world.exportCopy({ from: 'team/api', to: 'mirror/api' }, [
    { digest, sourceTags: ['1.0'], destinationTags: ['1.0'] },
  ]);
});
afterAll(() => world.close());

const role = (logicalId: string): readonly ServiceStatement[] =>
  readServiceRole(parseTemplate(readStackFile(stack, 'template.yaml')), logicalId);

const allows = ({ actions, resources }: ServiceStatement, { action, resource }: S3Call): boolean =>
  actions.includes(action) && resources.some((pattern) => matchesWildcard(pattern, resource));

/** @returns the calls that a role denies, and what it allows without a call. */
function compare(statements: readonly ServiceStatement[], calls: readonly S3Call[]): readonly string[] {
  const denied = calls.filter((call) => !statements.some((statement) => allows(statement, call)));
  const unused = statements.flatMap(({ actions, resources }) =>
    actions.flatMap((action) =>
      resources
        .filter((pattern) => !calls.some((call) => allows({ actions: [action], resources: [pattern] }, call)))
        .map((pattern) => `unused: ${action} ${pattern}`),
    ),
  );
  return [...denied.map(({ action, resource }) => `denied: ${action} ${resource}`), ...unused];
}

const calls = (resource: string, ...actions: readonly string[]): readonly S3Call[] =>
  actions.map((action) => ({ action, resource }));

/** What Lambda and CodeBuild call to write a log into a group that exists (CloudWatch Logs user guide). */
const writeLogs = (group: string): readonly S3Call[] =>
  calls(
    `arn:aws:logs:us-east-1:222222222222:log-group:${group}:log-stream:1`,
    'logs:CreateLogStream',
    'logs:PutLogEvents',
  );

/** A journal of an earlier invocation that is too large for a payload. */
const largeJournal = {
  kind: 'inline',
  uploads: Array.from({ length: 1_000 }, (_, index) => ({
    uploadMethod: 'api',
    repository: '["222222222222","us-east-1","mirror/api"]',
    digest: `sha256:${String(index).padStart(64, '0')}`,
    at: 1,
    uploadId: 'u'.repeat(100),
    partSize: 10,
    confirmed: 10,
  })),
};

test('the role of the function allows the calls of an invocation that continues another one', async () => {
  const before = world.s3.calls.length;
  const handler = world.createHandler({ JOURNAL_BUCKET: 'stack-bucket' });
  const [item] = readItems(stack);
  const more = workResultSchema.parse(await handler({ ...item, journal: largeJournal }, createContext(0)));
  expect(more).toMatchObject({ status: 'more', item: { journal: { kind: 's3', bucket: 'stack-bucket' } } });
  expect(await handler(more, createContext())).toMatchObject({ status: 'done' });
  const made = world.s3.calls.slice(before);
  expect(made.map(({ action }) => action)).toEqual(['s3:PutObject', 's3:GetObject']);
  // The function invokes itself only for events that nobody sends again.
  expect(world.lambda.queue).toEqual([]);
  expect(compare(role('FunctionRole'), [...made, ...writeLogs('/aws/lambda/stack')])).toEqual([]);
});

test('the role of the builds allows the calls of a build', async () => {
  const before = world.s3.calls.length;
  const [item] = readItems(stack);
  const script = readBuildScript(readStackFile(stack, 'template.yaml'));
  await runBuildScript(script, JSON.stringify(item), world.environment);
  expect(world.s3.calls.slice(before)).toEqual([]);
  // CodeBuild user guide, "Allow CodeBuild to interact with other AWS services".
  const readSource = calls(
    'arn:aws:s3:::artifacts/replicator/1/ecr-image-replicator-lambda.zip',
    's3:GetObject',
    's3:GetObjectVersion',
  );
  expect(compare(role('BuildRole'), [...readSource, ...writeLogs('/aws/codebuild/stack')])).toEqual([]);
});

const states = 'arn:aws:states:us-east-1:222222222222';

/**
 * The calls of each integration (Step Functions developer guide, "IAM policies for integrated services" and "IAM policies for
 * using Distributed Map states").
 */
const integrations: Readonly<Record<string, readonly S3Call[]>> = {
  'lambda:invoke': calls('arn:aws:lambda:us-east-1:222222222222:function:stack', 'lambda:InvokeFunction'),
  'codebuild:startBuild.sync': [
    ...calls(
      'arn:aws:codebuild:us-east-1:222222222222:project/stack',
      'codebuild:StartBuild',
      'codebuild:StopBuild',
      'codebuild:BatchGetBuilds',
    ),
    ...calls(
      'arn:aws:events:us-east-1:222222222222:rule/StepFunctionsGetEventForCodeBuildStartBuildRule',
      'events:PutTargets',
      'events:PutRule',
      'events:DescribeRule',
    ),
  ],
  's3:getObject': calls('arn:aws:s3:::stack-bucket/items/1.jsonl', 's3:GetObject'),
  's3:putObject': calls(
    'arn:aws:s3:::stack-bucket/results/1/SUCCEEDED_0.json',
    's3:PutObject',
    's3:GetObject',
    's3:ListMultipartUploadParts',
    's3:AbortMultipartUpload',
  ),
  'aws-sdk:sfn:describeMapRun': calls(`${states}:mapRun:stack/Images:1`, 'states:DescribeMapRun'),
};
const distributedMap: readonly S3Call[] = [
  ...calls(`${states}:stateMachine:stack`, 'states:StartExecution'),
  ...calls(`${states}:execution:stack/Images:1`, 'states:DescribeExecution', 'states:StopExecution'),
];

test('the role of the state machine allows the calls of its integrations', () => {
  const definition = readStackFile(stack, 'state-machine.asl.json');
  expect(definition).toContain('"Mode": "DISTRIBUTED"');
  const used = new Set(
    [...definition.matchAll(/"Resource": "arn:aws:states:::([^"]+)"/g)].map(([, name = '']) => name),
  );
  expect([...used].toSorted()).toEqual(Object.keys(integrations).toSorted());
  const made = [...used].flatMap((name) => integrations[name] ?? []);
  expect(compare(role('StateMachineRole'), [...made, ...distributedMap])).toEqual([]);
  // The comparison itself finds what is wrong.
  expect(compare(role('StateMachineRole'), calls('arn:aws:s3:::other/items/1', 's3:GetObject'))).toContain(
    'denied: s3:GetObject arn:aws:s3:::other/items/1',
  );
  expect(compare(role('StateMachineRole'), made)).toContain(
    `unused: states:StartExecution ${states}:stateMachine:stack`,
  );
});

test('every role of the template is compared', () => {
  const { Resources } = parseTemplate(readStackFile(stack, 'template.yaml'));
  const roles = Object.entries(Resources).flatMap(([id, { Type }]) => (Type === 'AWS::IAM::Role' ? id : []));
  expect(roles.toSorted()).toEqual(['BuildRole', 'FunctionRole', 'StateMachineRole']);
});
