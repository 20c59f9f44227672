import { z } from 'zod';
import type { Execution, ExecutionRoutes } from '../models/execution.ts';
import { executionRequestSchema } from '../models/execution.ts';
import type { ExportedStack, StackSummary } from '../models/exported-stack.ts';
import { call } from './call.ts';

const byPlanOrBatchId = z.union([z.object({ planId: z.uuid() }), z.object({ batchId: z.uuid() })]);

/** The requests about replications that run in the user's own account. */
export const awsStackRequests = {
  /** The size and cost of running a plan or batch. Writes nothing. Rejects when it cannot run there. */
  'awsStack.estimate': call<StackSummary>()(byPlanOrBatchId),
  /** Shows a dialog for a folder and writes the export into a new folder there; null when the user canceled. */
  'awsStack.export': call<ExportedStack | null>()(
    byPlanOrBatchId,
    // Commands are copied to a shell.
    ['deploy', 'run', 'remove'],
  ),
  /** An execution with the counts of its map and its first failures, as Step Functions reports them now. */
  'awsStack.readExecution': call<Execution>()(executionRequestSchema),
  /** From which repositories to which an execution copies, as its items say. */
  'awsStack.readRoutes': call<ExecutionRoutes>()(executionRequestSchema),
} as const;
