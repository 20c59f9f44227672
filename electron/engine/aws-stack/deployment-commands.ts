import type { StackRole, StackTarget } from '../../../shared/models/aws-stack.ts';
import type { StackCommands } from '../../../shared/models/exported-stack.ts';
import { environmentProfile, isIdentityName } from '../../../shared/models/profile.ts';
import { quoteForShell } from '../../../shared/text/command-line.ts';
import { policyPaths } from './access/policy-files.ts';

/** An identity without a file has no name that the AWS CLI knows. */
const profileOption = (profile: string | undefined): string =>
  profile === undefined || profile === environmentProfile || isIdentityName(profile)
    ? ''
    : ` --profile ${quoteForShell(profile)}`;

/** The commands of the AWS CLI, for a POSIX shell in the folder of the export, with the variable ARTIFACTS. */
export function formatCommands(
  { id, stackName, region }: StackTarget,
  profile: string | undefined,
): StackCommands {
  const identity = `--region ${region}${profileOption(profile)}`;
  const output = (key: string): string =>
    `$(aws cloudformation describe-stacks --stack-name ${stackName} --query "Stacks[0].Outputs[?OutputKey=='${key}'].OutputValue" --output text ${identity})`;
  return {
    deploy: [
      `aws s3 cp . "s3://$ARTIFACTS/ecr-image-replicator/${id}/" --recursive --exclude "*" \\`,
      `  --include ecr-image-replicator-lambda.zip --include state-machine.asl.json ${identity} &&`,
      `aws cloudformation deploy --stack-name ${stackName} --template-file template.yaml \\`,
      `  --parameter-overrides "ArtifactsBucket=$ARTIFACTS" --capabilities CAPABILITY_NAMED_IAM ${identity}`,
    ].join('\n'),
    run: [
      `aws s3 cp items.jsonl "s3://${output('BucketName')}/items/${id}.jsonl" ${identity} &&`,
      `aws stepfunctions start-execution --state-machine-arn "${output('StateMachineArn')}" \\`,
      `  --input '{"key":"items/${id}.jsonl"}' ${identity}`,
    ].join('\n'),
    remove: `aws cloudformation delete-stack --stack-name ${stackName} ${identity}`,
  };
}

/** The commands that create a role of another account. */
export function roleCommands(role: StackRole): string {
  const paths = policyPaths({ role });
  const profile = profileOption(role.profile);
  return [
    `aws iam create-role --role-name ${role.roleName} --assume-role-policy-document file://${paths.trust}${profile} &&`,
    `aws iam put-role-policy --role-name ${role.roleName} --policy-name replicate \\`,
    `  --policy-document file://${paths.permissions}${profile}`,
  ].join('\n');
}
