import { z } from 'zod';
import type { Template } from './parse-template.ts';

/** A statement of a role of the template, with the ARNs of a deployed stack. */
export interface ServiceStatement {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Values of a stack that is deployed in account 222222222222 in us-east-1. */
const values: Readonly<Record<string, string>> = {
  'AWS::Partition': 'aws',
  'AWS::Region': 'us-east-1',
  'AWS::AccountId': '222222222222',
  'AWS::StackName': 'stack',
  ArtifactsBucket: 'artifacts',
  ArtifactsPrefix: 'replicator/1',
  'Bucket.Arn': 'arn:aws:s3:::stack-bucket',
  'Function.Arn': 'arn:aws:lambda:us-east-1:222222222222:function:stack',
  'BuildProject.Arn': 'arn:aws:codebuild:us-east-1:222222222222:project/stack',
  'FunctionLogGroup.Arn': 'arn:aws:logs:us-east-1:222222222222:log-group:/aws/lambda/stack:*',
  'BuildLogGroup.Arn': 'arn:aws:logs:us-east-1:222222222222:log-group:/aws/codebuild/stack:*',
};

function findValue(name: string): string {
  const value = values[name];
  if (value !== undefined) return value;
  throw new Error(`The deployed stack has no value for ${name}.`);
}

/** A text, or an intrinsic function in its long form. */
const resolvable = z.union([
  z.string(),
  z.object({ Ref: z.string() }).transform(({ Ref }) => findValue(Ref)),
  z
    .object({ 'Fn::GetAtt': z.array(z.string()) })
    .transform((each) => findValue(each['Fn::GetAtt'].join('.'))),
  z
    .object({ 'Fn::Sub': z.string() })
    .transform((each) => each['Fn::Sub'].replaceAll(/\$\{([^}]+)\}/g, (_, name: string) => findValue(name))),
]);

const rolePolicies = z.array(
  z.object({
    PolicyDocument: z.object({
      Statement: z.array(
        z.object({
          Effect: z.literal('Allow'),
          Action: z.array(z.string()),
          Resource: z.array(resolvable),
        }),
      ),
    }),
  }),
);

/** @returns the inline statements of a role, without its managed policies. */
export const readServiceRole = ({ Resources }: Template, logicalId: string): readonly ServiceStatement[] =>
  rolePolicies
    .parse(Resources[logicalId]?.Properties['Policies'])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)
    .map(({ Action, Resource }) => ({ actions: Action, resources: Resource }));
