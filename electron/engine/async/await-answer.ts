/** Milliseconds that a request under way has to answer once the work is cancelled. */
const grace = 800;

/**
 * Sends a request that changes something: when the work is cancelled its answer, which says what was changed, is
 * waited for a moment before the request is cut off.
 *
 * @throws AbortError when the answer did not come in time.
 */
export async function withGrace<T>(
  signal: AbortSignal | undefined,
  send: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => controller.abort(), grace);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await send(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
