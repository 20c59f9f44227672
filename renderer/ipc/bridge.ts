import type { EventName, Events, RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import type { ErrorData, Result } from '../../shared/result.ts';

/** `Api` of shared/ipc.ts with the input and output types of each name. */
interface TypedApi {
  invoke<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name> | undefined,
  ): Promise<Result<RequestOutput<Name>>>;
  on<Name extends EventName>(name: Name, listener: (payload: Events[Name]) => void): () => void;
}

declare global {
  interface Window {
    readonly api: TypedApi;
  }
}

/** A failed request to the main process, with its error data. */
export class IpcError extends Error {
  override readonly name = 'IpcError';
  readonly data: ErrorData;

  constructor(data: ErrorData) {
    super(data.message);
    this.data = data;
  }
}

/** Converts a thrown value to error data that can be displayed. */
export function toErrorData(error: unknown): ErrorData {
  if (error instanceof IpcError) return error.data;
  return {
    code: 'internal',
    message: 'An internal error occurred. Retry, and restart the app if it occurs again.',
    retryable: true,
    action: 'retry',
    detail: error instanceof Error ? error.message : String(error),
  };
}

type InputArguments<Name extends RequestName> =
  undefined extends RequestInput<Name> ? [] : [input: RequestInput<Name>];

/**
 * Sends one request to the main process and waits for its answer.
 * @throws IpcError for every failure
 */
export async function invoke<Name extends RequestName>(
  name: Name,
  ...[input]: InputArguments<Name>
): Promise<RequestOutput<Name>> {
  let result: Result<RequestOutput<Name>>;
  try {
    result = await window.api.invoke(name, input);
  } catch (error) {
    throw new IpcError(toErrorData(error));
  }
  if (!result.ok) throw new IpcError(result.error);
  return result.value;
}

/** Calls the listener for every event of a name until the returned function is called. */
export function onEvent<Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name]) => void,
): () => void {
  return window.api.on(name, listener);
}
