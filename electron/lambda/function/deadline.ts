/** What the handler uses of the context of an invocation (AWS Lambda developer guide, "Node.js context object"). */
export interface InvocationContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
  /** Milliseconds until Lambda ends the invocation. */
  getRemainingTimeInMillis(): number;
}

/** When the work of an invocation stops. */
export interface Deadline {
  /** Aborted when the work stops. */
  readonly signal: AbortSignal;
  /** Ends the timer. */
  close(): void;
}

/** The longest delay of a timer, in milliseconds. */
const maxDelay = 2 ** 31 - 1;

/** @param milliseconds until the work stops. */
export function startDeadline(milliseconds: number): Deadline {
  const controller = new AbortController();
  const stop = (): void => controller.abort();
  const timer = setTimeout(stop, Math.min(maxDelay, Math.max(0, milliseconds)));
  return { signal: controller.signal, close: () => clearTimeout(timer) };
}
