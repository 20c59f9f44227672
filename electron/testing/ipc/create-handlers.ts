import type { RequestHandlers, RequestName } from '../../../shared/ipc.ts';
import { requests } from '../../../shared/ipc.ts';

type AnyHandler = (name: RequestName, input: unknown) => unknown;

const hasAllHandlers = (handlers: Readonly<Record<string, unknown>>): handlers is RequestHandlers =>
  Object.keys(requests).every((name) => Object.hasOwn(handlers, name));

const isRequestName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/** Creates the handlers of all requests from one function, whose result can have any type. */
export function createUniformHandlers(handle: AnyHandler): RequestHandlers {
  const names = Object.keys(requests).filter(isRequestName);
  const handlers = Object.fromEntries(names.map((name) => [name, (input: unknown) => handle(name, input)]));
  if (!hasAllHandlers(handlers)) throw new Error('A request has no handler.');
  return handlers;
}
