import pLimit from 'p-limit';
import { z } from 'zod';
import type {
  ExecutionRequest,
  ExecutionRoute,
  ExecutionRoutes,
  ItemRegistry,
} from '../../../shared/models/execution.ts';
import {
  imageLocationSchema,
  readImageLocation,
  readRepositoryLocation,
  repositoryLocationSchema,
} from '../../../shared/models/image-location.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import type { ExecutionCalls } from './execution-calls.ts';
import { openExecutionCalls } from './execution-calls.ts';

/** Items whose input is read. */
const maxItems = 100;
/** Pages of 1,000 items. */
const maxPages = 20;
/** Calls at the same time; Step Functions allows 15 of DescribeExecution a second in most regions. */
const callsAtOnce = 5;

const inputSchema = z.object({ source: imageLocationSchema, destination: repositoryLocationSchema });
type ItemInput = z.infer<typeof inputSchema>;

/** The locations in an item's input, which Step Functions may leave out. */
function readInput(input: string | undefined): readonly ItemInput[] {
  try {
    return [inputSchema.parse(JSON.parse(input ?? ''))];
  } catch {
    return [];
  }
}

/**
 * Lists the first items of a map, which Step Functions lists last. As the exported items are one of each repository in turn,
 * these name the most repositories.
 */
async function listFirstItems(
  calls: ExecutionCalls,
  mapRunArn: string,
): Promise<{ readonly arns: readonly string[]; readonly areAll: boolean }> {
  let arns: readonly string[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < maxPages; page += 1) {
    const listed = await calls.listItems({ mapRunArn, maxResults: 1_000, nextToken });
    arns = [...arns, ...(listed.executions ?? []).flatMap(({ executionArn }) => executionArn ?? [])];
    nextToken = listed.nextToken;
    if (nextToken === undefined) break;
  }
  const areAll = nextToken === undefined && arns.length <= maxItems;
  return { arns: arns.slice(-maxItems), areAll };
}

const registryOf = ({ accountId, region }: ItemRegistry): ItemRegistry => ({ accountId, region });

/** The routes of inputs, with every pair of repositories once, by name. */
function groupInputs(inputs: readonly ItemInput[]): readonly ExecutionRoute[] {
  const copies = inputs.map((input) => ({
    source: readImageLocation(input.source),
    destination: readRepositoryLocation(input.destination),
  }));
  const keyOf = ({ source, destination }: (typeof copies)[number]): string =>
    JSON.stringify([registryOf(source), registryOf(destination)]);
  return [...Map.groupBy(copies, keyOf).values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const pairs = group.map(({ source, destination }) => ({
      source: source.repositoryName,
      destination: destination.repositoryName,
    }));
    const distinct = new Map(pairs.map((pair) => [JSON.stringify(pair), pair]));
    return {
      source: registryOf(first.source),
      destination: registryOf(first.destination),
      pairs: [...distinct.values()].toSorted((a, b) => a.source.localeCompare(b.source)),
    };
  });
}

/**
 * Reads from which repositories to which an execution copies, from the input of its items. Changes nothing.
 *
 * Needs `states:ListMapRuns`, `states:ListExecutions` and `states:DescribeExecution`.
 *
 * @throws EngineError; AbortError when the signal is aborted.
 */
export async function readRoutes(
  access: AwsAccess,
  request: ExecutionRequest,
  signal?: AbortSignal,
): Promise<ExecutionRoutes> {
  const calls = await openExecutionCalls(access, request, signal);
  const [run] = (await calls.listMapRuns(request.arn)).mapRuns ?? [];
  if (run?.mapRunArn === undefined) return { routes: [], isComplete: true };
  const { arns, areAll } = await listFirstItems(calls, run.mapRunArn);
  const limit = pLimit(callsAtOnce);
  const items = await Promise.all(arns.map((arn) => limit(() => calls.describeExecution(arn))));
  const inputs = items.flatMap(({ input }) => readInput(input));
  return { routes: groupInputs(inputs), isComplete: areAll && inputs.length === items.length };
}
