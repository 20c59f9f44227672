/** Bytes; smaller buffers are left to the garbage collector. */
const worthKeeping = 1024 * 1024;
/** What the layers on their way at once need: two parts and one request each. */
const mostKept = 12;

/**
 * Buffers that are free again. A copy makes megabytes of them a second, faster than they would be collected: memory
 * stays bounded only when they are used again.
 */
const spare: Buffer[] = [];

/** A buffer of at least this many bytes, with anything in it: the smallest one that will do. */
export function takeBuffer(size: number): Buffer {
  const [found] =
    size < worthKeeping
      ? []
      : spare.filter(({ length }) => length >= size).toSorted((a, b) => a.length - b.length);
  if (!found || found.length > 2 * size) return Buffer.allocUnsafeSlow(size);
  spare.splice(spare.indexOf(found), 1);
  return found;
}

/** Nobody may read or write it afterwards. */
export function giveBack(buffer: Buffer): void {
  if (buffer.length >= worthKeeping && spare.length < mostKept) spare.push(buffer);
}
