/** Milliseconds in which a repeated signal is the same wish: npm passes Ctrl-C on, so that it arrives twice. */
const sameWish = 500;

/** Process signals that end a command, as `process` has them. */
interface SignalSource {
  on(signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP', listener: () => void): unknown;
}

/**
 * Turns the wish to stop into an aborted signal: whatever is under way is ended cleanly, and no tag is left on
 * anything incomplete. Asked again, `insist` is called.
 */
export function watchInterruptions(
  source: SignalSource,
  insist: () => void,
): { readonly signal: AbortSignal; readonly interrupt: () => void } {
  const controller = new AbortController();
  let interruptedAt: number | undefined;
  const interrupt = (): void => {
    const now = performance.now();
    if (interruptedAt !== undefined && now - interruptedAt > sameWish) insist();
    interruptedAt ??= now;
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) source.on(signal, interrupt);
  return { signal: controller.signal, interrupt };
}

/**
 * The work's outcome, or an AbortError as soon as the signal is aborted; for work that writes nothing. The work may
 * fail after that: nothing waits for it, and its failure must not end the process.
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
