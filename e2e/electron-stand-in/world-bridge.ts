import type { References, Wire } from './wire.ts';

/** A message between the preload's world and the page's. */
type Crossing =
  | { readonly kind: 'expose'; readonly key: string; readonly value: unknown }
  | { readonly kind: 'call'; readonly id: number; readonly reference: number; readonly args: unknown }
  | { readonly kind: 'answer'; readonly id: number; readonly ok: boolean; readonly value: unknown }
  | { readonly kind: 'settle'; readonly reference: number; readonly ok: boolean; readonly value: unknown };

export interface WorldBridge {
  expose(key: string, value: unknown): void;
}

/**
 * One end of the bridge: values are copied, functions and promises become proxies for those of the other world.
 * Only DOM events with text pass. Used by its source text, so it must not use anything outside itself.
 * @param outgoing name of the events to the other world; a secret of both worlds.
 * @param onExpose called with what the other world exposes.
 */
export function createWorldBridge(
  wire: Wire,
  outgoing: string,
  incoming: string,
  onExpose: (key: string, value: unknown) => void,
): WorldBridge {
  type Plain = (...args: readonly unknown[]) => unknown;
  const functions: Plain[] = [];
  const answers = new Map<number, { ok: boolean; value: unknown }>();
  const promises = new Map<number, (ok: boolean, value: unknown) => void>();
  let lastId = 0;

  const post = (crossing: Crossing): void => {
    window.dispatchEvent(new CustomEvent(outgoing, { detail: JSON.stringify(crossing) }));
  };
  const asError = (reason: unknown): Error =>
    new Error(reason instanceof Error ? reason.message : String(reason));

  const call = (reference: number, args: readonly unknown[]): unknown => {
    lastId += 1;
    const id = lastId;
    post({ kind: 'call', id, reference, args: wire.encode(args, references) });
    const answer = answers.get(id);
    answers.delete(id);
    if (!answer) throw new Error('The other world did not answer.');
    if (!answer.ok) throw asError(wire.decode(answer.value));
    return wire.decode(answer.value, references);
  };

  const references: References = {
    sendFunction: (value) => functions.push(value) - 1,
    receiveFunction:
      (reference) =>
      (...args: readonly unknown[]) =>
        call(reference, args),
    sendPromise(value) {
      lastId += 1;
      const reference = lastId;
      value.then(
        (result) => post({ kind: 'settle', reference, ok: true, value: wire.encode(result, references) }),
        (reason: unknown) =>
          post({ kind: 'settle', reference, ok: false, value: wire.encode(asError(reason)) }),
      );
      return reference;
    },
    receivePromise: (reference) =>
      new Promise((resolve, reject) => {
        promises.set(reference, (ok, value) => (ok ? resolve(value) : reject(asError(value))));
      }),
  };

  const answer = (id: number, reference: number, args: unknown): void => {
    try {
      const result = functions[reference]?.(...(wire.decode(args, references) as unknown[]));
      post({ kind: 'answer', id, ok: true, value: wire.encode(result, references) });
    } catch (error) {
      post({ kind: 'answer', id, ok: false, value: wire.encode(asError(error)) });
    }
  };

  window.addEventListener(incoming, (event) => {
    const crossing = JSON.parse(String((event as CustomEvent<unknown>).detail)) as Crossing;
    switch (crossing.kind) {
      case 'expose':
        onExpose(crossing.key, wire.decode(crossing.value, references));
        break;
      case 'call':
        answer(crossing.id, crossing.reference, crossing.args);
        break;
      case 'answer':
        answers.set(crossing.id, crossing);
        break;
      case 'settle':
        promises.get(crossing.reference)?.(crossing.ok, wire.decode(crossing.value, references));
        promises.delete(crossing.reference);
        break;
    }
  });
  return { expose: (key, value) => post({ kind: 'expose', key, value: wire.encode(value, references) }) };
}
