import type { Resources } from './cloudformation.ts';
import { createServiceRole, getAtt, ref, sub } from './cloudformation.ts';

const states = (resource: string): string =>
  `arn:\${AWS::Partition}:states:\${AWS::Region}:\${AWS::AccountId}:${resource}`;

/**
 * The state machine and its role. The permissions are those that Step Functions documents for each integration.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/iam-policies-eg-dist-map.html
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/connect-codebuild.html
 */
export const createOrchestration = (): Resources => ({
  StateMachineRole: createServiceRole('states.amazonaws.com', sub('${AWS::StackName}-states'), [
    {
      Sid: 'InvokeFunction',
      Effect: 'Allow',
      Action: ['lambda:InvokeFunction'],
      Resource: [getAtt('Function.Arn')],
    },
    {
      Sid: 'RunBuilds',
      Effect: 'Allow',
      Action: ['codebuild:StartBuild', 'codebuild:StopBuild', 'codebuild:BatchGetBuilds'],
      Resource: [getAtt('BuildProject.Arn')],
    },
    {
      Sid: 'FollowBuilds',
      Effect: 'Allow',
      Action: ['events:PutTargets', 'events:PutRule', 'events:DescribeRule'],
      Resource: [
        sub(
          'arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:rule/StepFunctionsGetEventForCodeBuildStartBuildRule',
        ),
      ],
    },
    {
      Sid: 'RunMap',
      Effect: 'Allow',
      Action: ['states:StartExecution'],
      Resource: [sub(states('stateMachine:${AWS::StackName}'))],
    },
    {
      Sid: 'ControlItems',
      Effect: 'Allow',
      Action: ['states:DescribeExecution', 'states:StopExecution'],
      Resource: [sub(states('execution:${AWS::StackName}/*'))],
    },
    {
      Sid: 'CountResults',
      Effect: 'Allow',
      Action: ['states:DescribeMapRun'],
      Resource: [sub(states('mapRun:${AWS::StackName}/*'))],
    },
    {
      Sid: 'ReadItems',
      Effect: 'Allow',
      Action: ['s3:GetObject'],
      Resource: [sub('${Bucket.Arn}/items/*')],
    },
    {
      Sid: 'WriteResults',
      Effect: 'Allow',
      Action: ['s3:PutObject', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:AbortMultipartUpload'],
      Resource: [sub('${Bucket.Arn}/results/*')],
    },
  ]),
  StateMachine: {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      StateMachineName: ref('AWS::StackName'),
      StateMachineType: 'STANDARD',
      RoleArn: getAtt('StateMachineRole.Arn'),
      DefinitionS3Location: {
        Bucket: ref('ArtifactsBucket'),
        Key: sub('${ArtifactsPrefix}/state-machine.asl.json'),
      },
      DefinitionSubstitutions: {
        FunctionArn: getAtt('Function.Arn'),
        BuildProjectName: ref('BuildProject'),
        BucketName: ref('Bucket'),
      },
    },
  },
});
