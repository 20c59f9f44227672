import type { ListExecutionsInput } from '@aws-sdk/client-sfn';
import {
  DescribeExecutionCommand,
  DescribeMapRunCommand,
  ListExecutionsCommand,
  ListMapRunsCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import type { ExecutionRequest } from '../../../shared/models/execution.ts';
import { parseExecutionArn } from '../../../shared/models/execution.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';

/**
 * Opens the calls that read an execution and the items of its map, which Step Functions runs as executions of their own.
 *
 * @param signal aborts the calls.
 */
export async function openExecutionCalls(
  access: AwsAccess,
  { profile, arn }: ExecutionRequest,
  signal: AbortSignal | undefined,
) {
  const connection = await access.openService(profile, parseExecutionArn(arn).region, 'Step Functions');
  const client = new SFNClient(connection.settings);
  return {
    describeExecution: (executionArn: string) =>
      connection.call(
        'DescribeExecution',
        (options) => client.send(new DescribeExecutionCommand({ executionArn }), options),
        signal,
      ),
    listMapRuns: (executionArn: string) =>
      connection.call(
        'ListMapRuns',
        (options) => client.send(new ListMapRunsCommand({ executionArn, maxResults: 1 }), options),
        signal,
      ),
    describeMapRun: (mapRunArn: string) =>
      connection.call(
        'DescribeMapRun',
        (options) => client.send(new DescribeMapRunCommand({ mapRunArn }), options),
        signal,
      ),
    /** One page of the items, the latest first. */
    listItems: (input: ListExecutionsInput) =>
      connection.call(
        'ListExecutions',
        (options) => client.send(new ListExecutionsCommand(input), options),
        signal,
      ),
  };
}

export type ExecutionCalls = Awaited<ReturnType<typeof openExecutionCalls>>;
