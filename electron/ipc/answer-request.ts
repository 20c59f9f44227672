import type { z } from 'zod';
import type { RequestHandlers, RequestInput, RequestName } from '../../shared/ipc.ts';
import { requests } from '../../shared/ipc.ts';
import type { ErrorData, Result } from '../../shared/models/result.ts';
import { failure, success } from '../../shared/models/result.ts';
import { printableLine } from '../../shared/text/printable.ts';
import { printableValue } from '../../shared/text/printable-value.ts';
import type { Log } from '../app/logging/log.ts';
import { toErrorData } from '../engine/errors/to-error-data.ts';
import { copyPlainInput, InvalidInputError } from './plain-input.ts';
import { listRepositoryNames } from './repository-names.ts';

export interface AnswerPorts {
  readonly handlers: RequestHandlers;
  /** Called with every error of a handler, and with its data. */
  readonly onError: (name: RequestName, error: unknown, data: ErrorData) => void;
}

interface RequestSchema<Name extends RequestName> {
  readonly input: z.ZodType<RequestInput<Name>>;
  readonly exact: readonly string[];
}

const schemas: { readonly [Name in RequestName]: RequestSchema<Name> } = requests;

/** Characters of the renderer's input that an error quotes. */
const maxQuoted = 300;

const shorten = (text: string): string => (text.length > maxQuoted ? `${text.slice(0, maxQuoted)}…` : text);

const isRequestName = (name: unknown): name is RequestName =>
  typeof name === 'string' && Object.hasOwn(requests, name);

const invalidInput = (message: string): ErrorData => ({ code: 'invalid-input', message, retryable: false });

const describeUnknownName = (name: unknown): string =>
  typeof name === 'string'
    ? `There is no request named "${printableLine(shorten(name))}".`
    : `The name of a request is a string, not a value of type ${typeof name}.`;

/** `digests.0: Invalid digest (and 2 more)` */
function describeIssues({ issues }: z.ZodError): string {
  const [first] = issues;
  if (!first) return 'unknown';
  const sentence = [...first.path.map(String), first.message.replace(/\.$/, '')].join(': ');
  const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
  return `${printableLine(shorten(sentence))}${more}`;
}

/** Parses the input by its schema. An error is one sentence: `The input of images.platforms is not valid: digests.0: …`. */
function parseInput<Name extends RequestName>(name: Name, input: unknown): Result<RequestInput<Name>> {
  const refuse = (problem: string): Result<never> =>
    failure(invalidInput(`The input of ${name} is not valid: ${problem}.`));
  try {
    const parsed = schemas[name].input.safeParse(copyPlainInput(input));
    return parsed.success ? success(parsed.data) : refuse(describeIssues(parsed.error));
  } catch (error) {
    return refuse(error instanceof InvalidInputError ? error.message : 'it cannot be read');
  }
}

const callHandler = <Name extends RequestName>(
  name: Name,
  input: RequestInput<Name>,
  handlers: RequestHandlers,
): Promise<unknown> => handlers[name](input);

async function callKnownRequest(
  name: RequestName,
  input: unknown,
  { handlers, onError }: AnswerPorts,
): Promise<Result<unknown>> {
  const parsed = parseInput(name, input);
  if (!parsed.ok) return parsed;
  try {
    return success(printableValue(await callHandler(name, parsed.value, handlers), schemas[name].exact));
  } catch (error) {
    const data = printableValue(toErrorData(error));
    onError(name, error, data);
    return failure(data);
  }
}

/**
 * Parses the input by the request's schema, calls its handler and wraps its result. Never rejects, for any name, input and
 * behavior of the ports. The answer is plain data, so that it can be sent, and its text is printable.
 */
export async function answerRequest(
  name: unknown,
  input: unknown,
  ports: AnswerPorts,
): Promise<Result<unknown>> {
  try {
    if (!isRequestName(name)) return failure(invalidInput(describeUnknownName(name)));
    return await callKnownRequest(name, input, ports);
  } catch (error) {
    return failure(toErrorData(error));
  }
}

/** What diagnostics know about requests. */
export interface RequestObserver {
  requestAnswered(name: string, milliseconds: number): void;
  requestFailed(name: string, error: ErrorData): void;
  repositoriesNamed(names: readonly string[]): void;
}

export interface AnswererPorts {
  readonly activity?: RequestObserver | undefined;
  /** Requests wait until this settles. */
  readonly ready: Promise<unknown>;
  readonly log: Log;
}

/** Creates the function that answers the requests of the app's page, and logs those that fail. It never rejects. */
export function createRequestAnswerer(
  handlers: RequestHandlers,
  { ready, log, activity }: AnswererPorts,
): (name: unknown, input: unknown) => Promise<Result<unknown>> {
  const onError: AnswerPorts['onError'] = (name, error, data) => {
    activity?.requestFailed(name, data);
    if (data.code === 'internal') log.error(`${name} failed.`, error);
    else log.info(`${name} failed: ${data.message}`, data.detail ?? '');
  };
  return async (name, input) => {
    await ready.catch(() => undefined);
    const startedAt = performance.now();
    const answer = await answerRequest(name, input, { handlers, onError });
    if (activity && isRequestName(name)) {
      activity.requestAnswered(name, performance.now() - startedAt);
      activity.repositoriesNamed(listRepositoryNames(name, input, answer));
    }
    return answer;
  };
}
