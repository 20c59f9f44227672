import { z } from 'zod';
import { boundedText, maxArn } from './bounds.ts';
import type { ComparisonRequest } from './comparison.ts';
import { profileNameSchema } from './registry.ts';

const arnPattern =
  /^arn:aws[a-z-]*:states:([a-z0-9-]{2,40}):(\d{12}):execution:([A-Za-z0-9_-]{1,80}):([^\s:/]{1,80})$/;

/** The ARN of an execution of a standard workflow (Step Functions API reference, StartExecution). */
export const executionArnSchema = boundedText(maxArn).regex(
  arnPattern,
  'An execution is named by its ARN, as in arn:aws:states:us-east-1:111111111111:execution:NAME:ID.',
);

/** What the ARN of an execution names. */
export interface ExecutionReference {
  readonly region: string;
  /** 12 digits. */
  readonly accountId: string;
}

/** @param arn valid by `executionArnSchema`. */
export function parseExecutionArn(arn: string): ExecutionReference {
  const [, region = '', accountId = ''] = arnPattern.exec(arn) ?? [];
  return { region, accountId };
}

/** A request to read an execution. */
export const executionRequestSchema = z.object({ profile: profileNameSchema, arn: executionArnSchema });
export type ExecutionRequest = Readonly<z.infer<typeof executionRequestSchema>>;

export type ExecutionStatus =
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'timed-out'
  | 'aborted'
  | 'pending-redrive';

/** The items of the map by their state; each is one image. */
export interface ItemCounts {
  readonly total: number;
  readonly pending: number;
  readonly running: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly resultsWritten: number;
}

/** An item that failed. */
export interface ItemFailure {
  /** URI of the source image; undefined when the execution does not show its input. */
  readonly image: string | undefined;
  /** `repository-not-found`: an `ErrorCode`, or the name of an error of Lambda or CodeBuild. */
  readonly error: string;
  readonly message: string;
}

/** A registry that an item names. */
export interface ItemRegistry {
  /** 12 digits. */
  readonly accountId: string;
  readonly region: string;
}

/** What the items of an execution copy from one registry to another: the names of the repositories in pairs. */
export interface ExecutionRoute {
  readonly source: ItemRegistry;
  readonly destination: ItemRegistry;
  readonly pairs: ComparisonRequest['pairs'];
}

/** The routes that the items of an execution name. */
export interface ExecutionRoutes {
  readonly routes: readonly ExecutionRoute[];
  /** False when the items were too many to be read, so that a repository can be missing. */
  readonly isComplete: boolean;
}

/** An execution of the state machine, as Step Functions reports it. Times are milliseconds since 1970. */
export interface Execution {
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly startedAt: number;
  readonly stoppedAt?: number | undefined;
  /** Undefined until the map has started. */
  readonly counts?: ItemCounts | undefined;
  /** The first failures; `counts.failed` is their number. */
  readonly failures: readonly ItemFailure[];
  /** Why the execution ended. */
  readonly error?: { readonly name: string; readonly message: string } | undefined;
}
