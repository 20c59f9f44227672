/**
 * Waits for a promise until the signal is aborted. The work behind the promise is not stopped.
 *
 * @throws what the promise rejects with, or the signal's reason as soon as it is aborted.
 */
export async function rejectOnAbort<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise;
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = (): void => reject(signal.reason);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/**
 * Waits for work that is expected to end by itself after an abort, and stops waiting when it does not.
 *
 * @param grace milliseconds from the abort until the work is abandoned.
 * @throws what the work throws, or the signal's reason when the work is abandoned.
 */
export async function abandonAfterAbort<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  grace: number,
): Promise<T> {
  if (!signal) return work;
  const { promise: abandoned, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => reject(signal.reason), grace);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, abandoned]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

/** Milliseconds that a request has to finish after the work was canceled. */
const abortDelay = 800;

/**
 * Sends a request that changes something. After an abort the request has a short time to finish, because only its
 * response says whether the change was made.
 *
 * @param send gets the signal that is aborted later.
 * @throws AbortError when the response did not arrive in that time.
 */
export async function delayAbort<T>(
  signal: AbortSignal | undefined,
  send: (delayedSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => controller.abort(), abortDelay);
  };
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await send(controller.signal);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', onAbort);
  }
}
