/**
 * The outcome of work that may not listen to the signal: some time after an abort it is left to itself.
 *
 * @param grace milliseconds from the abort on.
 * @throws the signal's reason.
 */
export async function orLeave<T>(
  work: Promise<T>,
  signal: AbortSignal | undefined,
  grace: number,
): Promise<T> {
  if (!signal) return work;
  const { promise: left, reject } = Promise.withResolvers<never>();
  let timer: NodeJS.Timeout | undefined;
  const onAbort = (): void => {
    timer = setTimeout(() => reject(signal.reason), grace);
  };
  if (signal.aborted) onAbort();
  else signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, left]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}
