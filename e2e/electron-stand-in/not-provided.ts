/** Properties that JavaScript itself and Node's inspection read on any object, and that can be absent. */
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

/** Makes every property that the object lacks throw, so that a test cannot pass because of a gap. */
export function withoutGaps<T extends object>(owner: string, object: T): T {
  const prototype: unknown = Object.getPrototypeOf(object);
  if (typeof prototype === 'object' && prototype) Object.setPrototypeOf(object, guard(owner, prototype));
  return object;
}

interface Listening {
  on(event: 'newListener', listener: (event: string | symbol) => void): unknown;
}

/** Rejects listeners for events that are never emitted. */
export function onlyEvents(owner: string, emitter: Listening, events: readonly string[]): void {
  emitter.on('newListener', (event) => {
    if (typeof event === 'string' && !events.includes(event)) refuse(owner, `on('${event}')`);
  });
}
