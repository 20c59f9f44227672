import { createItemStates, integration } from './item-states.ts';

export interface StateMachineSettings {
  /** Of the stack's region: `aws`. */
  readonly partition: string;
  readonly maxConcurrency: number;
}

const anyFailed = ['Failed', 'TimedOut', 'Aborted'].map((count) => ({
  Variable: `$.ItemCounts.${count}`,
  NumericGreaterThan: 0,
}));

/**
 * The state machine in the Amazon States Language, with JSONPath. Its input is `{ "key": "items/….jsonl" }`, an object of the
 * stack's bucket with one work item a line. `${…}` are DefinitionSubstitutions of the template.
 *
 * The map tolerates every failure, so that one image does not stop the others; the counts decide at the end, so that an
 * execution with a failed item fails.
 *
 * @see https://docs.aws.amazon.com/step-functions/latest/dg/state-map-distributed.html
 */
export const createStateMachine = ({ partition, maxConcurrency }: StateMachineSettings) => ({
  Comment: 'Copies container images between Amazon ECR repositories, one item for each image.',
  StartAt: 'ReplicateImages',
  States: {
    ReplicateImages: {
      Type: 'Map',
      Label: 'Images',
      MaxConcurrency: maxConcurrency,
      ToleratedFailurePercentage: 100,
      ItemReader: {
        Resource: integration(partition, 's3:getObject'),
        ReaderConfig: { InputType: 'JSONL' },
        Parameters: { Bucket: '${BucketName}', 'Key.$': '$.key' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'ReplicateImage',
        States: createItemStates(partition),
      },
      ResultWriter: {
        Resource: integration(partition, 's3:putObject'),
        Parameters: { Bucket: '${BucketName}', Prefix: 'results' },
      },
      Next: 'CountResults',
    },
    CountResults: {
      Type: 'Task',
      Resource: integration(partition, 'aws-sdk:sfn:describeMapRun'),
      Parameters: { 'MapRunArn.$': '$.MapRunArn' },
      ResultSelector: { 'MapRunArn.$': '$.MapRunArn', 'ItemCounts.$': '$.ItemCounts' },
      Retry: [
        {
          ErrorEquals: ['States.ALL'],
          IntervalSeconds: 5,
          MaxAttempts: 6,
          BackoffRate: 2,
          JitterStrategy: 'FULL',
        },
      ],
      Next: 'CheckCounts',
    },
    CheckCounts: {
      Type: 'Choice',
      Choices: [{ Or: anyFailed, Next: 'DescribeFailures' }],
      Default: 'AllReplicated',
    },
    AllReplicated: { Type: 'Succeed' },
    DescribeFailures: {
      Type: 'Pass',
      Parameters: {
        'message.$':
          "States.Format('{} of {} images failed, {} timed out, {} were aborted. The results under results/ in bucket ${BucketName} have the reason of each. Start an execution with the same items again: what is at the destination is not transferred again.', $.ItemCounts.Failed, $.ItemCounts.Total, $.ItemCounts.TimedOut, $.ItemCounts.Aborted)",
      },
      Next: 'ItemsFailed',
    },
    ItemsFailed: { Type: 'Fail', Error: 'items-failed', CausePath: '$.message' },
  },
});

/** The text of `state-machine.asl.json`. */
export const formatStateMachine = (settings: StateMachineSettings): string =>
  `${JSON.stringify(createStateMachine(settings), null, 2)}\n`;
