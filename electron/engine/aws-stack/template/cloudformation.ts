/** A short form of an intrinsic function: `!Ref Bucket`, `!Sub '${Bucket}/items'`, `!GetAtt Bucket.Arn`. */
export interface Intrinsic {
  readonly tag: 'Ref' | 'Sub' | 'GetAtt';
  readonly text: string;
}

/** A value of a template. */
export type TemplateValue = string | number | boolean | Intrinsic | readonly TemplateValue[] | Members;

/** Members of a mapping. Undefined ones are left out. */
export interface Members {
  readonly [name: string]: TemplateValue | undefined;
}

/**
 * A resource of a template.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export interface Resource extends Members {
  readonly Type: `AWS::${string}::${string}`;
  readonly DeletionPolicy?: 'Retain';
  readonly UpdateReplacePolicy?: 'Retain';
  readonly Properties: Members;
}

/** Resources by their logical ids. */
export type Resources = Readonly<Record<string, Resource>>;

/** @param text a logical id, the name of a parameter, or a pseudo parameter such as `AWS::NoValue`. */
export const ref = (text: string): Intrinsic => ({ tag: 'Ref', text });
/** @param text with the variables to replace: `${Bucket}`, `${Bucket.Arn}`, `${AWS::Partition}`. */
export const sub = (text: string): Intrinsic => ({ tag: 'Sub', text });
/** @param text logical id and attribute, as in `Bucket.Arn`. */
export const getAtt = (text: string): Intrinsic => ({ tag: 'GetAtt', text });

/** `!Ref Name` when the condition is true, otherwise the property is absent. */
export const refIf = (condition: string, name: string): TemplateValue => ({
  'Fn::If': [condition, [ref(name)], ref('AWS::NoValue')],
});

const trustService = (service: string): TemplateValue => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: service }, Action: 'sts:AssumeRole' }],
});

/** A role that one service of the stack's account assumes. */
export const createServiceRole = (
  service: string,
  name: Intrinsic,
  statements: readonly TemplateValue[],
  managedPolicies: readonly TemplateValue[] = [],
): Resource => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: trustService(service),
    ManagedPolicyArns: managedPolicies.length > 0 ? managedPolicies : undefined,
    Policies: [{ PolicyName: 'stack', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
});
