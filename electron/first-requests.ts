import type { EventName, RequestName } from '../shared/ipc.ts';

type Invoke = (name: string, input: unknown) => Promise<unknown>;

/** What the first screen requests, without input, and the event after which an earlier answer may be outdated. */
const firstRequests: Readonly<Partial<Record<RequestName, EventName>>> = {
  'settings.read': 'settings.changed',
  'profiles.list': 'profiles.changed',
};

const isSuccess = (answer: unknown): boolean =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;

/**
 * Sends the requests of the first screen at once, while the code of the page is still being loaded. An answer is used for
 * the page's first such request. After an error, or after the event that reports a change, the page's request is sent.
 */
export function sendFirstRequests(send: Invoke): {
  readonly invoke: Invoke;
  /** Call with the name of every event. */
  readonly onEvent: (event: unknown) => void;
} {
  const sent = new Map<string, Promise<unknown>>(
    Object.keys(firstRequests).map((name) => [name, send(name, undefined).catch(() => undefined)]),
  );
  return {
    async invoke(name, input) {
      const answer = await sent.get(name);
      return sent.delete(name) && isSuccess(answer) ? answer : send(name, input);
    },
    onEvent(event) {
      for (const [name, changedBy] of Object.entries(firstRequests))
        if (changedBy === event) sent.delete(name);
    },
  };
}
