import type { z } from 'zod';
import type { RequestInput, RequestName, RequestOutput } from '../../shared/ipc.ts';
import { requests } from '../../shared/ipc.ts';
import type { ErrorData, Result } from '../../shared/result.ts';
import { failure, success } from '../../shared/result.ts';
import { printableLine } from '../../shared/text/printable.ts';
import { printableValue } from '../../shared/text/printable-value.ts';
import { InputRefused, plainInput } from './plain-input.ts';

/** What answers each request; may reject with any error. */
export type RequestHandlers = {
  readonly [Name in RequestName]: (input: RequestInput<Name>) => Promise<RequestOutput<Name>>;
};

export interface AnswerPorts {
  readonly handlers: RequestHandlers;
  readonly toErrorData: (error: unknown) => ErrorData;
  /** Called with every error a handler rejected with, before it is reduced to data. */
  readonly onError: (name: RequestName, error: unknown, data: ErrorData) => void | Promise<void>;
}

interface KnownRequest<Name extends RequestName> {
  readonly input: z.ZodType<RequestInput<Name>>;
  readonly exact: readonly string[];
}

const known: { readonly [Name in RequestName]: KnownRequest<Name> } = requests;

/** Characters of what the renderer sent that an error repeats. */
const maxRepeated = 300;

const cut = (text: string): string => (text.length > maxRepeated ? `${text.slice(0, maxRepeated)}…` : text);

const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name);

const invalidInput = (message: string): ErrorData => ({ code: 'invalid-input', message, retryable: false });

/** For an error of which nothing can be said, because what it says cannot be read or sent. */
const unexplained: ErrorData = {
  code: 'internal',
  message: 'The app failed unexpectedly. Try again. If the error persists, see the details in the log file.',
  retryable: false,
  action: 'retry',
};

const describeUnknownName = (name: unknown): string =>
  typeof name === 'string'
    ? `There is no request named "${printableLine(cut(name))}".`
    : `A request is named by a text, not by a value of type ${typeof name}.`;

/** `digests.0: Invalid digest (and 2 more)` */
function describeIssues({ issues }: z.ZodError): string {
  const [first] = issues;
  if (!first) return 'unknown';
  const sentence = [...first.path.map(String), first.message.replace(/\.$/, '')].join(': ');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${printableLine(cut(sentence))}${more}`;
}

/** The input as its schema has it, or one sentence: `The input of images.platforms is not valid: digests.0: …`. */
function parseInput<Name extends RequestName>(name: Name, input: unknown): Result<RequestInput<Name>> {
  const refuse = (what: string): Result<never> =>
    failure(invalidInput(`The input of ${name} is not valid: ${what}.`));
  try {
    const parsed = known[name].input.safeParse(plainInput(input));
    return parsed.success ? success(parsed.data) : refuse(describeIssues(parsed.error));
  } catch (error) {
    return refuse(error instanceof InputRefused ? error.message : 'it cannot be read');
  }
}

const isErrorData = (data: unknown): data is ErrorData =>
  typeof data === 'object' && data !== null && 'message' in data && typeof data.message === 'string';

function describeFailure(error: unknown, toErrorData: AnswerPorts['toErrorData']): ErrorData {
  try {
    const data = printableValue(toErrorData(error));
    return isErrorData(data) ? data : unexplained;
  } catch {
    return unexplained;
  }
}

/** The answer neither waits for it nor depends on it. */
async function report(work: () => void | Promise<void>): Promise<void> {
  try {
    await work();
  } catch {
    // What could not be reported has nowhere else to go.
  }
}

const callHandler = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
  handlers: RequestHandlers,
): Promise<unknown> => handlers[name](input);

async function answerKnown(
  name: RequestName,
  input: unknown,
  { handlers, toErrorData, onError }: AnswerPorts,
): Promise<Result<unknown>> {
  const parsed = parseInput(name, input);
  if (!parsed.ok) return parsed;
  try {
    return success(printableValue(await callHandler(name, parsed.value, handlers), known[name].exact));
  } catch (error) {
    const data = describeFailure(error, toErrorData);
    void report(() => onError(name, error, data));
    return failure(data);
  }
}

/**
 * Parses the input by the request's schema, calls its handler and wraps the outcome. Never rejects, whatever is asked
 * and whatever the ports do; the answer is plain data, so that it can always be sent, and its text is printable.
 */
export async function answerRequest(
  name: unknown,
  input: unknown,
  ports: AnswerPorts,
): Promise<Result<unknown>> {
  try {
    if (!isRequestName(name)) return failure(invalidInput(describeUnknownName(name)));
    return await answerKnown(name, input, ports);
  } catch {
    return failure(unexplained);
  }
}
