import type { StackTarget } from '../../../../shared/models/aws-stack.ts';
import type { RolePolicy } from '../access/role-policy.ts';
import type { Resources } from './cloudformation.ts';
import { getAtt, ref } from './cloudformation.ts';
import { createCompute } from './compute.ts';
import { createMonitoring } from './monitoring.ts';
import { createOrchestration } from './orchestration.ts';
import { renderYaml } from './render-yaml.ts';
import { createStorage } from './storage.ts';

/** Bytes that the function transfers for one image; an image with more is copied by CodeBuild. */
export const maxTransferBytes = 20_000_000_000;

/**
 * Invocations of the function for one image, before CodeBuild copies it: one hour. At 20 GB that is slower than 6 MB/s.
 */
const maxInvocations = 4;

const parameters = ({ id }: StackTarget) => ({
  ArtifactsBucket: {
    Type: 'String',
    Description: 'Existing S3 bucket in this region with the zip file of the function and the state machine.',
  },
  ArtifactsPrefix: {
    Type: 'String',
    Default: `ecr-image-replicator/${id}`,
    Description: 'Prefix of these two objects, without a slash at its end.',
  },
  AlarmTopicArn: {
    Type: 'String',
    Default: '',
    Description: 'SNS topic that the alarms notify. Leave it empty for alarms without a notification.',
  },
  LogRetentionDays: {
    Type: 'Number',
    Default: 30,
    Description: 'Days after which CloudWatch Logs deletes the logs of the function and of the builds.',
  },
  MaxTransferBytes: {
    Type: 'Number',
    Default: maxTransferBytes,
    Description:
      'Bytes that the function transfers for one image. An image with more is copied by CodeBuild.',
  },
  MaxInvocations: {
    Type: 'Number',
    Default: maxInvocations,
    Description:
      'Invocations of up to 15 minutes for one image. When the speed of one shows that an image needs more, it is copied by CodeBuild.',
  },
});

const outputs = {
  StateMachineArn: { Description: 'State machine to start.', Value: ref('StateMachine') },
  BucketName: { Description: 'Bucket for items, results and journals.', Value: ref('Bucket') },
  FunctionRoleArn: { Description: 'Role of the function.', Value: getAtt('FunctionRole.Arn') },
  BuildRoleArn: { Description: 'Role of the builds.', Value: getAtt('BuildRole.Arn') },
};

const replicationPolicy = (policy: RolePolicy): Resources => ({
  ReplicationPolicy: {
    Type: 'AWS::IAM::ManagedPolicy',
    Properties: {
      Description: 'Copies the images of this stack. Used by the function and by the builds.',
      PolicyDocument: {
        Version: policy.Version,
        Statement: policy.Statement.map((statement) => ({ ...statement })),
      },
    },
  },
});

/**
 * The text of `template.yaml`: plain CloudFormation.
 *
 * @param policy what the function and the builds may do in the stack's account, and which roles they assume.
 */
export const formatTemplate = (target: StackTarget, policy: RolePolicy): string =>
  renderYaml({
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'Copies container images between Amazon ECR repositories (ECR Image Replicator).',
    Parameters: parameters(target),
    Conditions: { HasAlarmTopic: { 'Fn::Not': [{ 'Fn::Equals': [ref('AlarmTopicArn'), ''] }] } },
    Resources: {
      ...createStorage(),
      ...replicationPolicy(policy),
      ...createCompute(),
      ...createOrchestration(),
      ...createMonitoring(),
    },
    Outputs: outputs,
  });
