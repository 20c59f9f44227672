/** What JavaScript itself and Node's inspection look for on any object, and take "absent" for an answer. */
const lookedForAnywhere = new Set(['then', 'toJSON', 'inspect', 'default', '__esModule', 'constructor']);

const refuse = (owner: string, property: string): never => {
  throw new Error(`not provided by the stand-in: ${owner}.${property}`);
};

const guard = (owner: string, prototype: object): object =>
  new Proxy(prototype, {
    get(target, property, receiver) {
      if (typeof property === 'symbol' || property in target || lookedForAnywhere.has(property))
        return Reflect.get(target, property, receiver);
      return refuse(owner, property);
    },
  });

/** Makes every property that the object lacks throw, so that a gap is never taken for a pass. */
export function withoutGaps<T extends object>(owner: string, object: T): T {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (typeof prototype === 'object' && prototype) Object.setPrototypeOf(object, guard(owner, prototype));
  return object;
}

interface Listening {
  on(event: 'newListener', listener: (event: string | symbol) => void): unknown;
}

/** Refuses listeners for events that would never come. */
export function onlyEvents(owner: string, emitter: Listening, events: readonly string[]): void {
  emitter.on('newListener', (event) => {
    if (typeof event === 'string' && !events.includes(event)) refuse(owner, `on('${event}')`);
  });
}
