import { z } from 'zod';
import { EcrError } from '../registry/ecr-error.ts';
import { epochSeconds } from '../ecr-api/protocol/epoch-seconds.ts';
import type { Ending, Executions, LocalItem } from '../step-functions/executions.ts';
import { executionArn, itemArn, mapRunArn } from '../step-functions/executions.ts';

/** An operation of the Step Functions API with a resource, on which it needs the permission `states:` and its name. */
export interface StatesOperation {
  readonly resource: string;
  /** @throws EcrError */
  readonly run: (executions: Executions) => object;
}

const describeEnding = (ending: Ending | undefined): object =>
  ending ? { stopDate: epochSeconds(ending.at), error: ending.error, cause: ending.cause } : {};

function describeExecution(executions: Executions, arn: string): object {
  const found = executions.item(arn);
  const { execution } = found ?? { execution: executions.execution(arn) };
  const { status, ending } = found?.item ?? execution;
  return {
    executionArn: arn,
    status,
    startDate: epochSeconds(execution.startedAt),
    input: found?.item.input ?? '{}',
    ...describeEnding(ending),
  };
}

const countItems = (items: readonly LocalItem[], status: LocalItem['status']): number =>
  items.filter((item) => item.status === status).length;

function describeMapRun(executions: Executions, arn: string): object {
  const { items, startedAt, ...execution } = executions.ofMapRun(arn);
  const counts = {
    total: items.length,
    pending: countItems(items, 'PENDING'),
    running: countItems(items, 'RUNNING'),
    succeeded: countItems(items, 'SUCCEEDED'),
    failed: countItems(items, 'FAILED'),
    timedOut: countItems(items, 'TIMED_OUT'),
    aborted: countItems(items, 'ABORTED'),
    resultsWritten: execution.ending ? items.length : 0,
  };
  return {
    mapRunArn: arn,
    executionArn: executionArn(execution),
    status: execution.status,
    startDate: epochSeconds(startedAt),
    maxConcurrency: 10,
    toleratedFailurePercentage: 100,
    toleratedFailureCount: 0,
    itemCounts: counts,
    executionCounts: counts,
  };
}

function listMapRuns(executions: Executions, arn: string): object {
  const execution = executions.execution(arn);
  const run = {
    executionArn: arn,
    mapRunArn: mapRunArn(execution),
    startDate: epochSeconds(execution.startedAt),
  };
  return { mapRuns: execution.items ? [run] : [] };
}

function listExecutions(
  executions: Executions,
  { mapRunArn: arn, statusFilter, maxResults, nextToken }: z.infer<typeof listInput>,
): object {
  const execution = executions.ofMapRun(arn);
  // The latest first.
  const matching = execution.items
    .filter(({ status }) => statusFilter === undefined || status === statusFilter)
    .toReversed();
  const start = Number(nextToken ?? 0);
  const end = start + maxResults;
  return {
    ...(end < matching.length && { nextToken: String(end) }),
    executions: matching.slice(start, end).map((item) => ({
      executionArn: itemArn(execution, item),
      mapRunArn: arn,
      name: item.name,
      status: item.status,
      startDate: epochSeconds(execution.startedAt),
    })),
  };
}

const executionInput = z.object({ executionArn: z.string() });
const mapRunInput = z.object({ mapRunArn: z.string() });
const listInput = mapRunInput.extend({
  statusFilter: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']).optional(),
  nextToken: z.string().regex(/^\d+$/).optional(),
  maxResults: z.int().min(1).max(1_000).default(100),
});

/** @throws EcrError for an operation that the local ECR does not know, ZodError for a wrong input. */
export function readOperation(name: string, input: unknown): StatesOperation {
  switch (name) {
    case 'DescribeExecution': {
      const { executionArn: resource } = executionInput.parse(input);
      return { resource, run: (executions) => describeExecution(executions, resource) };
    }
    case 'ListMapRuns': {
      const { executionArn: resource } = executionInput.parse(input);
      return { resource, run: (executions) => listMapRuns(executions, resource) };
    }
    case 'DescribeMapRun': {
      const { mapRunArn: resource } = mapRunInput.parse(input);
      return { resource, run: (executions) => describeMapRun(executions, resource) };
    }
    case 'ListExecutions': {
      const list = listInput.parse(input);
      return { resource: list.mapRunArn, run: (executions) => listExecutions(executions, list) };
    }
    default:
      throw new EcrError('UnknownOperationException', `The local ECR does not know the operation '${name}'.`);
  }
}
