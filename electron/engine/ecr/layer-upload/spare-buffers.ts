const mebibyte = 1024 * 1024;
/** What the layers on their way at once need: two parts and one request each. */
const mostKept = 12;

/**
 * Buffers that are free again. A copy makes megabytes of them a second, faster than they would be collected: memory
 * stays bounded only when they are used again. Smaller ones than a mebibyte are left to the garbage collector.
 */
const spare: Buffer[] = [];

/** A buffer of at least this many bytes, with anything in it: the smallest one that will do. */
export function takeBuffer(size: number): Buffer {
  if (size < mebibyte) return Buffer.allocUnsafeSlow(size);
  const [found] = spare.filter(({ length }) => length >= size).toSorted((a, b) => a.length - b.length);
  // Whole mebibytes, so that a request that is a few bytes longer than the last one fits as well.
  if (!found) return Buffer.allocUnsafeSlow(Math.ceil(size / mebibyte) * mebibyte);
  spare.splice(spare.indexOf(found), 1);
  return found;
}

/** Nobody may read or write it afterwards. */
export function giveBack(buffer: Buffer): void {
  if (buffer.length >= mebibyte && spare.length < mostKept) spare.push(buffer);
}
