import { describe, expect, test } from 'vitest';
import { checkResource, hasAttribute } from '../../../testing/aws-stack/check-resource.ts';
import type { Template } from '../../../testing/aws-stack/parse-template.ts';
import { parseTemplate } from '../../../testing/aws-stack/parse-template.ts';
import { createSamplePlan } from '../../../testing/aws-stack/sample-plan.ts';
import { createStackExport } from '../create-stack-export.ts';
import { formatTemplate } from './template.ts';

const { files, target } = createStackExport([createSamplePlan()]);
const text = files.find(({ path }) => path === 'template.yaml')?.text ?? '';
const template = parseTemplate(text);

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

/** Every object within a value. */
const objectsIn = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  isObject(value) ? [value, ...Object.values(value).flatMap(objectsIn)] : [];

/** `Bucket` or `Bucket.Arn` for each reference in a template. */
function listReferences({ Resources, Outputs, Conditions }: Template): readonly string[] {
  return objectsIn([Resources, Outputs, Conditions]).flatMap((each) => {
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Sub': substituted } = each;
    if (typeof Ref === 'string') return [Ref];
    if (Array.isArray(attribute)) return [attribute.join('.')];
    if (typeof substituted !== 'string') return [];
    return [...substituted.matchAll(/\$\{([^}]+)\}/g)].map(([, name = '']) => name);
  });
}

const pseudoParameters = ['AccountId', 'NoValue', 'Partition', 'Region', 'StackName'].map(
  (name) => `AWS::${name}`,
);

function isDefined({ Parameters, Resources }: Template, reference: string): boolean {
  const [name = '', attribute] = reference.split(/\.(.*)/s);
  if (attribute !== undefined) return hasAttribute(Resources[name]?.Type ?? '', attribute);
  return pseudoParameters.includes(name) || name in Parameters || name in Resources;
}

describe('the template', () => {
  test('has only types and properties of AWS’s resource specification, and all required ones', () => {
    const problems = Object.entries(template.Resources).flatMap(([name, { Type, Properties }]) =>
      checkResource(Type, Properties, name),
    );
    expect(problems).toEqual([]);
    // The check itself finds what is wrong.
    expect(checkResource('AWS::Lambda::Function', { Code: { Zip: '' }, Timeout: '900' }, 'F')).toEqual([
      'F.Role is required',
      'F.Code.Zip does not exist',
      'F.Timeout is not a number: "900"',
    ]);
  });

  test('references only what it defines, and every parameter is used', () => {
    const references = listReferences(template);
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((reference) => !isDefined(template, reference))).toEqual([]);
    const unused = Object.keys(template.Parameters).filter((name) => !references.includes(name));
    expect(unused).toEqual([]);
  });

  test('substitutes what the state machine refers to', () => {
    const definition = files.find(({ path }) => path === 'state-machine.asl.json')?.text ?? '';
    const used = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name));
    const substitutions = template.Resources['StateMachine']?.Properties['DefinitionSubstitutions'];
    expect(used).toEqual(new Set(Object.keys(Object(substitutions))));
  });

  test('keeps the bucket, encrypts it, closes it to the public, and refuses requests without TLS', () => {
    expect(template.Resources['Bucket']).toMatchObject({
      DeletionPolicy: 'Retain',
      Properties: {
        BucketEncryption: {
          ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
        },
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          BlockPublicPolicy: true,
          IgnorePublicAcls: true,
          RestrictPublicBuckets: true,
        },
      },
    });
    expect(template.Resources['BucketPolicy']?.Properties['PolicyDocument']).toMatchObject({
      Statement: [
        { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
      ],
    });
  });

  test('grants no action on all resources but the one that has none', () => {
    const statements = objectsIn(template.Resources).filter(({ Effect }) => Effect === 'Allow');
    const wide = statements.filter(({ Resource }) => [Resource].flat().includes('*'));
    expect(wide.map(({ Action }) => Action)).toEqual([['ecr:GetAuthorizationToken']]);
    expect(statements.filter(({ Action }) => JSON.stringify(Action).includes('*'))).toEqual([]);
  });

  test('has a body that is JSON in the dashboard, and keeps texts as they are', () => {
    const body = Object(template.Resources['Dashboard']?.Properties['DashboardBody'])['Fn::Sub'];
    expect(JSON.parse(body)).toMatchObject({ widgets: [{}, {}, {}, {}] });
    const odd = [
      "it's: a #text",
      'yes',
      '2026-01-01',
      '{x}',
      '- a',
      'a: b',
      ' b ',
      '*',
      '"q"',
      'a #b',
      'a:',
      '',
    ];
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Sid: 'S', Effect: 'Allow', Action: odd, Resource: ['a\n  b\n\nc\n'] }],
    } as const;
    const { ReplicationPolicy } = parseTemplate(formatTemplate(target, policy)).Resources;
    expect(ReplicationPolicy?.Properties['PolicyDocument']).toEqual(policy);
  });
});
