import { temporaryErrorName } from '../../../../shared/models/work-result.ts';
import { buildRetry, functionRetry } from './retry-rules.ts';

/** Seconds after which an invocation is given up that Lambda itself did not end at its limit of 900. */
const invocationSeconds = 960;

/** The longest duration of a build (CodeBuild user guide, quotas): 36 hours, and an hour in the queue. */
const buildSeconds = 37 * 60 * 60;

/** `arn:aws:states:::lambda:invoke` in the partition of the stack. */
export const integration = (partition: string, action: string): string =>
  `arn:${partition}:states:::${action}`;

/** Errors that the function throws with a sentence, by their names. */
const thrownErrors = [temporaryErrorName, 'ReplicationError', 'InvalidEventError'];

const invoke = (partition: string) => ({
  Type: 'Task',
  Resource: integration(partition, 'lambda:invoke'),
  Parameters: { FunctionName: '${FunctionArn}', 'Payload.$': '$' },
  OutputPath: '$.Payload',
  TimeoutSeconds: invocationSeconds,
  Retry: functionRetry,
  Catch: [
    { ErrorEquals: thrownErrors, ResultPath: '$.caught', Next: 'ReadThrownError' },
    { ErrorEquals: ['States.ALL'], ResultPath: '$.caught', Next: 'DescribeInterruption' },
  ],
});

/**
 * The states that one item of the map passes: the function copies the image; an item that needs more time than an invocation
 * has is sent again, and one that is too large or takes too long is copied by CodeBuild and then confirmed by the function. The
 * function ends a copy that makes no progress. An item that fails ends in a Fail state with a sentence, which the results of
 * the map contain.
 */
export const createItemStates = (partition: string) => ({
  ReplicateImage: { ...invoke(partition), Next: 'CheckStatus' },
  CheckStatus: {
    Type: 'Choice',
    Choices: [
      { Variable: '$.status', StringEquals: 'done', Next: 'Done' },
      { Variable: '$.status', StringEquals: 'more', Next: 'Continue' },
      { Variable: '$.status', StringEquals: 'too-large', Next: 'ReplicateInBuild' },
      { Variable: '$.status', StringEquals: 'too-long', Next: 'ReplicateInBuild' },
    ],
    Default: 'ItemFailed',
  },
  Continue: { Type: 'Pass', InputPath: '$.item', Next: 'ReplicateImage' },
  ReplicateInBuild: {
    Type: 'Task',
    Resource: integration(partition, 'codebuild:startBuild.sync'),
    Parameters: {
      ProjectName: '${BuildProjectName}',
      EnvironmentVariablesOverride: [
        { Name: 'WORK_ITEM', Type: 'PLAINTEXT', 'Value.$': 'States.JsonToString($.item)' },
      ],
    },
    ResultPath: '$.build',
    TimeoutSeconds: buildSeconds,
    Retry: buildRetry,
    Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.caught', Next: 'DescribeFailedBuild' }],
    Next: 'ConfirmImage',
  },
  ConfirmImage: { ...invoke(partition), InputPath: '$.item', Next: 'CheckConfirmation' },
  CheckConfirmation: {
    Type: 'Choice',
    Choices: [
      { Variable: '$.status', StringEquals: 'done', Next: 'Done' },
      { Variable: '$.status', StringEquals: 'failed', Next: 'ItemFailed' },
    ],
    Default: 'NotConfirmed',
  },
  Done: { Type: 'Succeed' },
  ItemFailed: { Type: 'Fail', ErrorPath: '$.error.code', CausePath: '$.error.message' },
  /** Lambda reports an error that the function throws as JSON. */
  ReadThrownError: {
    Type: 'Pass',
    Parameters: { 'error.$': 'States.StringToJson($.caught.Cause)' },
    Next: 'ItemFailedByError',
  },
  ItemFailedByError: { Type: 'Fail', ErrorPath: '$.error.errorType', CausePath: '$.error.errorMessage' },
  DescribeInterruption: {
    Type: 'Pass',
    Parameters: {
      code: 'interrupted',
      'message.$':
        "States.Format('The function did not answer ({}), also after retries. Start the execution again: what is at the destination is not transferred again. {}', $.caught.Error, $.caught.Cause)",
    },
    ResultPath: '$.error',
    Next: 'ItemFailed',
  },
  DescribeFailedBuild: {
    Type: 'Pass',
    Parameters: {
      code: 'build-failed',
      'message.$':
        "States.Format('The build that copies this image failed ({}), also after retries. The log group /aws/codebuild/${BuildProjectName} has the reason. Start the execution again: what is at the destination is not transferred again.', $.caught.Error)",
    },
    ResultPath: '$.error',
    Next: 'ItemFailed',
  },
  NotConfirmed: {
    Type: 'Fail',
    Error: 'not-confirmed',
    Cause:
      'The build ended, but the image is not complete at the destination. The log group /aws/codebuild/${BuildProjectName} has its output. Start the execution again.',
  },
});
