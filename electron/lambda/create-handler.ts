import { answerFailedStart } from './custom-resource/answer-failed-start.ts';
import { redact } from '../engine/redaction/redact.ts';
import { parseEvent } from './events/parse-event.ts';
import { handleEvent } from './handle-event.ts';
import type { Environment } from './settings/configuration.ts';
import type { InvocationContext } from './function/deadline.ts';
import { createLog } from './logging/log.ts';
import { startInvocation } from './function/invocation.ts';
import type { Runtime } from './function/runtime.ts';
import { createRuntime } from './function/runtime.ts';

/** Answers one event. @throws TemporaryError, ReplicationError or InvalidEventError. */
export type Handler = (event: unknown, context: InvocationContext) => Promise<object>;

/**
 * Creates the handler of one execution environment, whose invocations share connections and credentials.
 *
 * @param environment of the process; the trace id in it changes with every invocation.
 * @param write receives one line of the log.
 */
export function createHandler(environment: Environment, write: (line: string) => void): Handler {
  let runtime: Runtime | undefined;

  const start = async (event: unknown): Promise<Runtime> => {
    try {
      return createRuntime(environment, write);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      createLog({}, write).error(reason);
      await answerFailedStart(event, reason, environment);
      throw error;
    }
  };

  return async (event, context) => {
    runtime ??= await start(event);
    const invocation = startInvocation(runtime, context, environment['_X_AMZN_TRACE_ID']);
    try {
      const parsed = parseEvent(event);
      invocation.log.info('Received an event.', { kind: parsed.kind });
      return await handleEvent(parsed, invocation);
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      invocation.log.error(error.message, { name: error.name, stack: error.stack });
      // Lambda reports the message to the caller.
      error.message = redact(error.message);
      throw error;
    }
  };
}
