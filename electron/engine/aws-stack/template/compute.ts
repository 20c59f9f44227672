import type { Resource, Resources, TemplateValue } from './cloudformation.ts';
import { createServiceRole, getAtt, ref, sub } from './cloudformation.ts';
import { buildSpecification } from './build-specification.ts';

/** The memory at which a function has one whole processor (Lambda developer guide, "Configure Lambda function memory"). */
export const functionMemoryMb = 1_769;

const logGroup = (name: string): Resource => ({
  Type: 'AWS::Logs::LogGroup',
  Properties: { LogGroupName: sub(name), RetentionInDays: ref('LogRetentionDays') },
});

const writeLogs = (group: string): TemplateValue => ({
  Sid: 'WriteLogs',
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: [getAtt(`${group}.Arn`)],
});

/** The function reads a journal that an earlier invocation wrote, where it is too large for the payload. */
const useJournals: TemplateValue = {
  Sid: 'UseJournals',
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:PutObject'],
  Resource: [sub('${Bucket.Arn}/journals/*')],
};

const readBundle: TemplateValue = {
  Sid: 'ReadBundle',
  Effect: 'Allow',
  Action: ['s3:GetObject', 's3:GetObjectVersion'],
  Resource: [
    sub('arn:${AWS::Partition}:s3:::${ArtifactsBucket}/${ArtifactsPrefix}/ecr-image-replicator-lambda.zip'),
  ],
};

/**
 * The Lambda function and, for images that are too large or take too long for it, the CodeBuild project that runs the same
 * bundle. Neither is in a VPC.
 */
export const createCompute = (): Resources => ({
  FunctionLogGroup: logGroup('/aws/lambda/${AWS::StackName}'),
  FunctionRole: createServiceRole(
    'lambda.amazonaws.com',
    sub('${AWS::StackName}-function'),
    [writeLogs('FunctionLogGroup'), useJournals],
    [ref('ReplicationPolicy')],
  ),
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: ref('AWS::StackName'),
      Description: 'Copies one container image between Amazon ECR repositories.',
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Code: {
        S3Bucket: ref('ArtifactsBucket'),
        S3Key: sub('${ArtifactsPrefix}/ecr-image-replicator-lambda.zip'),
      },
      Role: getAtt('FunctionRole.Arn'),
      MemorySize: functionMemoryMb,
      Timeout: 900,
      LoggingConfig: { LogGroup: ref('FunctionLogGroup') },
      Environment: {
        Variables: {
          JOURNAL_BUCKET: ref('Bucket'),
          MAX_TRANSFER_BYTES: ref('MaxTransferBytes'),
          MAX_INVOCATIONS: ref('MaxInvocations'),
          NODE_OPTIONS: '--expose-gc',
        },
      },
    },
  },
  BuildLogGroup: logGroup('/aws/codebuild/${AWS::StackName}'),
  BuildRole: createServiceRole(
    'codebuild.amazonaws.com',
    sub('${AWS::StackName}-build'),
    [writeLogs('BuildLogGroup'), readBundle],
    [ref('ReplicationPolicy')],
  ),
  BuildProject: {
    Type: 'AWS::CodeBuild::Project',
    Properties: {
      Name: ref('AWS::StackName'),
      Description: 'Copies one container image that is too large or takes too long for the Lambda function.',
      ServiceRole: getAtt('BuildRole.Arn'),
      Artifacts: { Type: 'NO_ARTIFACTS' },
      Source: {
        Type: 'S3',
        Location: sub('${ArtifactsBucket}/${ArtifactsPrefix}/ecr-image-replicator-lambda.zip'),
        BuildSpec: buildSpecification,
      },
      Environment: {
        Type: 'LINUX_CONTAINER',
        ComputeType: 'BUILD_GENERAL1_SMALL',
        Image: 'public.ecr.aws/docker/library/node:24-slim',
        ImagePullCredentialsType: 'SERVICE_ROLE',
      },
      LogsConfig: { CloudWatchLogs: { Status: 'ENABLED', GroupName: ref('BuildLogGroup') } },
      TimeoutInMinutes: 2_160,
      QueuedTimeoutInMinutes: 480,
    },
  },
});
