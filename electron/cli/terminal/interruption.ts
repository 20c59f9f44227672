/** Milliseconds within which a repeated signal is the same request: npm forwards Ctrl+C, so that it arrives twice. */
const sameRequest = 500;

/** Process signals that end a command, as `process` has them. */
interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
}

/**
 * Turns a process signal into an aborted AbortSignal: pending work ends, and no tag points to anything incomplete. A
 * second request calls `insist`.
 */
export function watchInterruptions(
  source: SignalSource,
  insist: () => void,
): { readonly signal: AbortSignal; readonly interrupt: () => void } {
  const controller = new AbortController();
  let interruptedAt: number | undefined;
  const interrupt = (): void => {
    const now = performance.now();
    if (interruptedAt !== undefined && now - interruptedAt > sameRequest) insist();
    interruptedAt ??= now;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) source.on(signal, interrupt);
  return { signal: controller.signal, interrupt };
}

/**
 * Waits for work that changes nothing. Rejects with an AbortError as soon as the signal is aborted; a later failure of the
 * work is ignored, because an unhandled rejection would end the process.
 */
export async function unlessInterrupted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise: interrupted, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  try {
    return await Promise.race([work, interrupted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
