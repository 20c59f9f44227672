import type { RequestHandlers, RequestName } from '../../../shared/ipc.ts';
import { requests } from '../../../shared/ipc.ts';

type AnyHandler = (name: RequestName, input: unknown) => unknown;

const hasEvery = (handlers: Readonly<Record<string, unknown>>): handlers is RequestHandlers =>
  Object.keys(requests).every((name) => Object.hasOwn(handlers, name));

const isName = (name: string): name is RequestName => Object.hasOwn(requests, name);

/** Handlers for all requests that do one thing: whatever it returns is the answer, of the right type or not. */
export function createUniformHandlers(handle: AnyHandler): RequestHandlers {
  const names = Object.keys(requests).filter(isName);
  const handlers = Object.fromEntries(names.map((name) => [name, (input: unknown) => handle(name, input)]));
  if (!hasEvery(handlers)) throw new Error('A request has no handler.');
  return handlers;
}
