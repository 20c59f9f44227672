import { describe, expect, test } from 'vitest';
import type { ReplicationOptions } from '../../../shared/models/plan.ts';
import { workItemSchema } from '../../../shared/models/work-item.ts';
import { parseTemplate } from '../../testing/aws-stack/parse-template.ts';
import { createSamplePlan } from '../../testing/aws-stack/sample-plan.ts';
import { countCharacters, maxPolicyCharacters } from './access/role-policy.ts';
import { createStackExport } from './create-stack-export.ts';

const fileOf = (stack: ReturnType<typeof createStackExport>, path: string): string =>
  stack.files.find((file) => file.path === path)?.text ?? '';

const itemsOf = (stack: ReturnType<typeof createStackExport>) =>
  fileOf(stack, 'items.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => workItemSchema.parse(JSON.parse(line)));

const policyOf = (stack: ReturnType<typeof createStackExport>) =>
  Object(parseTemplate(fileOf(stack, 'template.yaml')).Resources['ReplicationPolicy']?.Properties)[
    'PolicyDocument'
  ];

describe('the items of an export', () => {
  test('are one line for each image, the largest first, each with its tags, digest and role', () => {
    const stack = createStackExport([createSamplePlan({ images: [10, 30, 20] })]);
    const items = itemsOf(stack);
    expect(items.map(({ id, size }) => [id, size])).toEqual([
      ['000001', 30],
      ['000002', 20],
      ['000003', 10],
    ]);
    const roleName = `${stack.target.stackName}-source`;
    expect(items[0]).toEqual({
      kind: 'work-item',
      version: 2,
      id: '000001',
      source: {
        account_id: '111111111111',
        region: 'eu-west-1',
        repository_name: 'team/api',
        image_digest: createSamplePlan({ images: [10, 30, 20] }).images[1]?.digest,
      },
      destination: { account_id: '222222222222', region: 'us-east-1', repository_name: 'mirror/api' },
      destination_image_tags: ['v1'],
      source_role_arn: `arn:aws:iam::111111111111:role/${roleName}`,
      size: 30,
    });
    expect(stack.roles).toMatchObject([
      { side: 'source', accountId: '111111111111', profile: 'build', roleName },
    ]);
  });

  test('state what the plan chose: moved tags, and every option', () => {
    const plan = createSamplePlan();
    const [image] = plan.images;
    const options: ReplicationOptions = {
      platforms: [{ os: 'linux', architecture: 'arm64' }],
      uploadMethod: 'api',
      referrers: false,
      verify: false,
      missingManifests: 'leave-out',
      existingSignatures: 'keep',
    };
    const changed = {
      ...plan,
      request: { ...plan.request, options },
      images: image
        ? [
            {
              ...image,
              tags: [
                { kind: 'move' as const, tag: 'v0', fromDigest: 'sha256:0' },
                { kind: 'create' as const, tag: 'v1' },
              ],
            },
          ]
        : [],
    };
    expect(itemsOf(createStackExport([changed]))).toMatchObject([
      {
        destination_image_tags: ['v0', 'v1'],
        movable_tags: ['v0'],
        platforms: ['linux/arm64'],
        upload_method: 'api',
        referrers: false,
        verify: false,
        missing_manifests: 'leave-out',
        existing_signatures: 'keep',
      },
    ]);
  });

  test('leave blocked images out', () => {
    const plan = createSamplePlan({ images: [10, 20] });
    const error = { code: 'image-unavailable', message: 'It is archived.', retryable: false } as const;
    const images = plan.images.map((image, index) => (index === 0 ? { ...image, blockers: [error] } : image));
    expect(itemsOf(createStackExport([{ ...plan, images }]))).toHaveLength(1);
    const all = plan.images.map((image) => ({ ...image, blockers: [error] }));
    expect(() => createStackExport([{ ...plan, images: all }])).toThrow('It is archived.');
  });
});

describe('an export is refused', () => {
  test('between partitions, and without a plan', () => {
    const destination = { accountId: '222222222222', region: 'cn-north-1', repositoryName: 'mirror/api' };
    expect(() => createStackExport([createSamplePlan({ destination })])).toThrow('different partitions');
    expect(() => createStackExport([])).toThrow('There is no image to export.');
  });

  test('with more registries than a policy can name', () => {
    const registries = Array.from({ length: 200 }, (_, index) =>
      createSamplePlan({
        source: { accountId: `${100_000_000_000 + index}`, region: 'eu-west-1', repositoryName: 'team/api' },
        destination: { accountId: '222222222222', region: 'us-east-1', repositoryName: `team/api-${index}` },
      }),
    );
    expect(() => createStackExport(registries)).toThrow(
      expect.objectContaining({
        data: expect.objectContaining({
          code: 'invalid-input',
          message: expect.stringContaining('fewer registries'),
        }),
      }),
    );
  });
});

/** Plans of `count` repositories, whose names begin with so many prefixes. */
const plansOf = (count: number, prefixes: number) =>
  Array.from({ length: count }, (_, index) => {
    const repositoryName = `team-${index % prefixes}/service-with-a-long-name-${index}`;
    const source = { accountId: '111111111111', region: 'eu-west-1', repositoryName };
    const destination = { accountId: '222222222222', region: 'us-east-1', repositoryName };
    return createSamplePlan({ source, destination });
  });

describe('the permissions of an export', () => {
  test('are those of the destination for the function, and those of the source for a role there', () => {
    const stack = createStackExport([createSamplePlan()]);
    const { stackName } = stack.target;
    const own = JSON.stringify(policyOf(stack));
    expect(own).toContain('arn:aws:ecr:us-east-1:222222222222:repository/mirror/api');
    expect(own).toContain(`arn:aws:iam::111111111111:role/${stackName}-source`);
    expect(own).not.toContain('repository/team/api');
    const start = 'policies/111111111111-source';
    const permissions = fileOf(stack, `${start}-permissions.json`);
    expect(permissions).toContain('arn:aws:ecr:eu-west-1:111111111111:repository/team/api');
    expect(permissions).not.toContain('PutImage');
    expect(JSON.parse(fileOf(stack, `${start}-trust.json`))).toMatchObject({
      Statement: [
        {
          Principal: { AWS: 'arn:aws:iam::222222222222:root' },
          Condition: {
            ArnEquals: {
              'aws:PrincipalArn': [
                `arn:aws:iam::222222222222:role/${stackName}-function`,
                `arn:aws:iam::222222222222:role/${stackName}-build`,
              ],
            },
          },
        },
      ],
    });
  });

  test('need no other account within one', () => {
    const source = { accountId: '222222222222', region: 'us-east-1', repositoryName: 'team/api' };
    const stack = createStackExport([createSamplePlan({ source })]);
    expect(stack.roles).toEqual([]);
    expect(stack.files.map(({ path }) => path)).toEqual([
      'README.md',
      'template.yaml',
      'state-machine.asl.json',
      'items.jsonl',
    ]);
    expect(JSON.stringify(policyOf(stack))).toContain('repository/team/api');
  });

  test('name repositories by prefix or by registry where their names do not fit, and say so', () => {
    for (const [count, prefixes, resource] of [
      [10, 3, 'repository/team-1/service-with-a-long-name-4"'],
      [100, 3, 'repository/team-1/*"'],
      [100, 100, 'repository/*"'],
    ] as const) {
      const stack = createStackExport(plansOf(count, prefixes));
      expect(JSON.stringify(policyOf(stack))).toContain(resource);
      expect(countCharacters(policyOf(stack))).toBeLessThanOrEqual(maxPolicyCharacters);
      expect(stack.notes.some((note) => note.includes('by a common prefix or by registry'))).toBe(
        count === 100,
      );
    }
  });
});

const idOf = (images: readonly number[]) => createStackExport([createSamplePlan({ images })]).target.id;

describe('the README', () => {
  test('has the commands to deploy, run and remove, and the cost', () => {
    const stack = createStackExport([createSamplePlan()]);
    const readme = fileOf(stack, 'README.md');
    const { stackName, id } = stack.target;
    for (const part of [
      `aws cloudformation deploy --stack-name ${stackName} --template-file template.yaml`,
      `--input '{"key":"items/${id}.jsonl"}' --region us-east-1 --profile production`,
      `aws cloudformation delete-stack --stack-name ${stackName}`,
      `--role-name ${stackName}-source --assume-role-policy-document file://policies/111111111111-source-trust.json --profile build`,
      'It deletes no image and no repository.',
      '| **Sum** | **',
      'The prices were last checked on 2026-11-30, and not against a bill.',
      '(https://aws.amazon.com/s3/pricing/): not confirmed.',
    ])
      expect(readme).toContain(part);
  });

  test('names stacks by what they copy', () => {
    expect(idOf([1, 2])).toBe(idOf([1, 2]));
    expect(idOf([1, 2])).not.toBe(idOf([1, 2, 3]));
  });
});

const concurrencyFor = (size: number, count: number) =>
  createStackExport([createSamplePlan({ images: Array.from({ length: count }, () => size) })]).concurrency;

describe('concurrency and cost', () => {
  test('stay within the quota of PutImage for small images, and use more for large ones', () => {
    // One call an image, of its manifest with its tag, in three seconds: 24 at once make 8 calls a second.
    expect(concurrencyFor(1_000, 500)).toMatchObject({
      items: 24,
      reason: expect.stringContaining('10 PutImage calls'),
    });
    expect(concurrencyFor(3e9, 500)).toMatchObject({ items: 100 });
    expect(concurrencyFor(1_000, 3)).toMatchObject({ items: 3, reason: 'All images run at the same time.' });
  });

  test('are estimated as a range, with builds for what is too large', () => {
    const small = createStackExport([createSamplePlan({ images: [1e9, 1e9] })]).estimate;
    expect(small.total.low).toBeGreaterThan(0.02);
    expect(small.total.high).toBeGreaterThan(small.total.low);
    const build = small.lines.find(({ title }) => title.startsWith('CodeBuild'));
    expect(build?.cost).toEqual({ low: 0, high: 0 });
    expect(small.assumptions.join('\n')).toContain(
      'An image that transfers more slowly can be copied by CodeBuild instead, at $0.005 for a minute.',
    );
    const large = createStackExport([createSamplePlan({ images: [100e9] })]).estimate;
    expect(large.lines.find(({ title }) => title.startsWith('CodeBuild'))?.cost.low).toBeGreaterThan(0.1);
    const transfer = large.lines.at(-1)?.cost;
    expect(transfer).toEqual({ low: 1, high: 2 });
  });
});
