/** Converts functions and promises to references, where they are allowed. */
export interface References {
  sendFunction(value: (...args: readonly unknown[]) => unknown): number;
  receiveFunction(reference: number): unknown;
  sendPromise(value: PromiseLike<unknown>): number;
  receivePromise(reference: number): unknown;
}

export interface Wire {
  /** @throws Electron's error for values that the structured clone algorithm rejects. */
  encode(value: unknown, references?: References): unknown;
  decode(value: unknown, references?: References): unknown;
}

/**
 * Encodes structured-clone values as JSON. Used in Node and, by its source text, in both worlds of the page, so it must
 * not use anything outside itself.
 */
export function createWire(): Wire {
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let start = 0; start < bytes.length; start += 32_768)
      text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
    return btoa(text);
  };
  const fromBase64 = (text: string): Uint8Array => Uint8Array.from(atob(text), (c) => c.charCodeAt(0));

  const encodeObject = (value: object, references: References | undefined): unknown => {
    const encode = (inner: unknown): unknown => encodeAny(inner, references);
    if (Array.isArray(value)) return value.map(encode);
    if (value instanceof Date) return { $: 'date', value: value.getTime() };
    if (value instanceof Error)
      return { $: 'error', name: value.name, message: value.message, stack: value.stack };
    if (value instanceof Map) return { $: 'map', value: [...value].map((pair) => pair.map(encode)) };
    if (value instanceof Set) return { $: 'set', value: [...value].map(encode) };
    if (value instanceof Uint8Array) return { $: 'bytes', value: toBase64(value) };
    if (value instanceof ArrayBuffer) return { $: 'buffer', value: toBase64(new Uint8Array(value)) };
    if (references && 'then' in value && typeof value.then === 'function')
      return { $: 'promise', value: references.sendPromise(value as PromiseLike<unknown>) };
    if (ArrayBuffer.isView(value) || value instanceof Promise || value instanceof WeakMap) return refuse();
    const entries = Object.entries(value).map(([key, inner]) => [key, encode(inner)]);
    return '$' in value ? { $: 'object', value: entries } : Object.fromEntries(entries);
  };

  const encodeAny = (value: unknown, references: References | undefined): unknown => {
    switch (typeof value) {
      case 'string':
      case 'boolean':
        return value;
      case 'number':
        return Number.isFinite(value) ? value : { $: 'number', value: String(value) };
      case 'undefined':
        return { $: 'undefined' };
      case 'bigint':
        return { $: 'bigint', value: String(value) };
      case 'function':
        return references
          ? {
              $: 'function',
              value: references.sendFunction((...args) => Reflect.apply(value, undefined, args)),
            }
          : refuse();
      case 'object':
        return value === null ? null : encodeObject(value, references);
      case 'symbol':
        return refuse();
    }
  };

  const decodeTagged = (tagged: Record<string, unknown>, references: References | undefined): unknown => {
    const decode = (inner: unknown): unknown => decodeAny(inner, references);
    const value = tagged['value'];
    const list = Array.isArray(value) ? (value as readonly unknown[]) : [];
    switch (tagged['$']) {
      case 'undefined':
        return undefined;
      case 'number':
        return Number(value);
      case 'bigint':
        return BigInt(String(value));
      case 'date':
        return new Date(Number(value));
      case 'error':
        return Object.assign(new Error(String(tagged['message'])), {
          name: tagged['name'],
          stack: tagged['stack'],
        });
      case 'map':
        return new Map(list.map((pair) => decode(pair) as [unknown, unknown]));
      case 'set':
        return new Set(list.map(decode));
      case 'bytes':
        return fromBase64(String(value));
      case 'buffer':
        return fromBase64(String(value)).buffer;
      case 'object':
        return Object.fromEntries(
          list.map((pair) => [(pair as string[])[0], decode((pair as unknown[])[1])]),
        );
      case 'function':
        return references?.receiveFunction(Number(value));
      case 'promise':
        return references?.receivePromise(Number(value));
      default:
        throw new Error(`Unknown tag on the wire: ${String(tagged['$'])}`);
    }
  };

  const decodeAny = (value: unknown, references: References | undefined): unknown => {
    if (Array.isArray(value)) return value.map((inner) => decodeAny(inner, references));
    if (typeof value !== 'object' || value === null) return value;
    if ('$' in value) return decodeTagged(value, references);
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, decodeAny(inner, references)]),
    );
  };

  return { encode: encodeAny, decode: decodeAny };
}
