const mebibyte = 1024 * 1024;
/** Two buffers for each of three large uploads at the same time: one part is sent while the next one is read. */
const maxPooled = 6;

/**
 * Buffers that are free to be used again. A copy allocates megabytes of them per second, faster than the garbage
 * collector frees them, so that memory stays bounded only when they are reused.
 */
const pool: Buffer[] = [];

/**
 * Takes the smallest pooled buffer that is large enough, or allocates one. Buffers below one mebibyte are not pooled.
 *
 * @param size in bytes.
 * @returns a buffer of at least this size with undefined content.
 */
export function acquireBuffer(size: number): Buffer {
  if (size < mebibyte) return Buffer.allocUnsafeSlow(size);
  const [found] = pool.filter(({ length }) => length >= size).toSorted((a, b) => a.length - b.length);
  // Whole mebibytes, so that a request that is a few bytes longer than the last one fits as well.
  if (!found) return Buffer.allocUnsafeSlow(Math.ceil(size / mebibyte) * mebibyte);
  pool.splice(pool.indexOf(found), 1);
  return found;
}

/** Returns a buffer to the pool. The caller must not use it afterwards. */
export function releaseBuffer(buffer: Buffer): void {
  if (buffer.length >= mebibyte && pool.length < maxPooled) pool.push(buffer);
}
