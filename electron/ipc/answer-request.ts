import type { z } from 'zod';
import type { RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import { requests } from '../../shared/ipc.ts';
import type { ErrorData, Result } from '../../shared/result.ts';
import { failure, success } from '../../shared/result.ts';

/** What answers each request; may reject with any error. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (input: RequestInput<Name>) => Promise<RequestOutput<Name>>;
};

export interface AnswerPorts {
  readonly handlers: RequestHandlers;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** Called with every error a handler rejected with, before it is reduced to data. */
  readonly onError: (name: RequestName, error: unknown, data: ErrorData) => void;
}

const inputs: { readonly [Name in RequestName]: { readonly input: z.ZodType<RequestInput<Name>> } } =
  requests;

const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name);

const invalidInput = (message: string): ErrorData => ({ code: 'invalid-input', message, retryable: false });

/** One sentence: `The input of images.platforms is not valid: digests.0: Invalid digest.` */
function describeIssues(name: RequestName, error: z.ZodError): string {
  const issues = error.issues.map(({ path, message }) =>
    [...path.map(String), message.replace(/\.$/, '')].join(': '),
  );
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `The input of ${name} is not valid: ${issues[0] ?? 'unknown'}${more}.`;
}

async function answerKnown<Name extends RequestName>(
  name: Name,
  input: unknown,
  { handlers, toErrorData, onError }: AnswerPorts,
): Promise<Result<RequestOutput<Name>>> {
  const parsed = inputs[name].input.safeParse(input);
  if (!parsed.success) return failure(invalidInput(describeIssues(name, parsed.error)));
  try {
    return success(await handlers[name](parsed.data));
  } catch (error) {
    const data = toErrorData(error);
    onError(name, error, data);
    return failure(data);
  }
}

/** Parses the input by the request's schema, calls its handler and wraps the outcome; never rejects. */
export async function answerRequest(
  name: unknown,
  input: unknown,
  ports: AnswerPorts,
): Promise<Result<unknown>> {
  if (!isRequestName(name))
    return failure(invalidInput(`There is no request named ${JSON.stringify(name)}.`));
  return answerKnown(name, input, ports);
}
