import type { DescribeExecutionOutput, DescribeMapRunOutput } from '@aws-sdk/client-sfn';
import { z } from 'zod';
import type {
  Execution,
  ExecutionRequest,
  ExecutionStatus,
  ItemCounts,
  ItemFailure,
} from '../../../shared/models/execution.ts';
import { imageLocationSchema, readImageLocation } from '../../../shared/models/image-location.ts';
import { imageUri } from '../../../shared/models/reference.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import { redact } from '../redaction/redact.ts';
import { openExecutionCalls } from './execution-calls.ts';

/** Failures that are read one by one. */
const maxFailures = 20;

const statuses: Readonly<Record<NonNullable<DescribeExecutionOutput['status']>, ExecutionStatus>> = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  TIMED_OUT: 'timed-out',
  ABORTED: 'aborted',
  PENDING_REDRIVE: 'pending-redrive',
};

const inputSchema = z.object({ source: imageLocationSchema });

/** The source image of an item's input, which Step Functions may leave out. */
function readImage(input: string | undefined): string | undefined {
  try {
    const { source } = inputSchema.parse(JSON.parse(input ?? ''));
    return imageUri(readImageLocation(source));
  } catch {
    return undefined;
  }
}

const readFailure = ({ input, error, cause }: DescribeExecutionOutput): ItemFailure => ({
  image: readImage(input),
  error: error ?? 'unknown',
  message: redact(cause ?? 'Step Functions reports no reason.'),
});

const readCounts = ({ itemCounts }: DescribeMapRunOutput): ItemCounts => ({
  total: itemCounts?.total ?? 0,
  pending: itemCounts?.pending ?? 0,
  running: itemCounts?.running ?? 0,
  succeeded: itemCounts?.succeeded ?? 0,
  failed: itemCounts?.failed ?? 0,
  timedOut: itemCounts?.timedOut ?? 0,
  aborted: itemCounts?.aborted ?? 0,
  resultsWritten: itemCounts?.resultsWritten ?? 0,
});

/**
 * Reads an execution with the counts of its map and its first failures, as Step Functions reports them now. Changes nothing.
 *
 * Needs `states:DescribeExecution`, `states:ListMapRuns`, `states:DescribeMapRun` and `states:ListExecutions`.
 *
 * @throws EngineError, also when the execution does not exist; AbortError when the signal is aborted.
 * @see https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html
 */
export async function readExecution(
  access: AwsAccess,
  { profile, arn }: ExecutionRequest,
  signal?: AbortSignal,
): Promise<Execution> {
  const calls = await openExecutionCalls(access, { profile, arn }, signal);
  const { status = 'RUNNING', startDate, stopDate, error, cause } = await calls.describeExecution(arn);
  const [run] = (await calls.listMapRuns(arn)).mapRuns ?? [];
  const counts =
    run?.mapRunArn === undefined ? undefined : readCounts(await calls.describeMapRun(run.mapRunArn));
  const failed =
    run?.mapRunArn === undefined || counts?.failed === 0
      ? []
      : ((
          await calls.listItems({ mapRunArn: run.mapRunArn, statusFilter: 'FAILED', maxResults: maxFailures })
        ).executions ?? []);
  const failures: ItemFailure[] = [];
  for (const { executionArn } of failed)
    if (executionArn !== undefined) failures.push(readFailure(await calls.describeExecution(executionArn)));
  return {
    arn,
    status: statuses[status],
    startedAt: startDate?.getTime() ?? 0,
    stoppedAt: stopDate?.getTime(),
    counts,
    failures,
    error: error === undefined ? undefined : { name: error, message: redact(cause ?? '') },
  };
}
