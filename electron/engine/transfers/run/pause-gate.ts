import { rejectOnAbort } from '../../async/abort.ts';

/** Lets pass while it is open; whoever comes while it is closed waits. */
export interface Gate {
  readonly isOpen: boolean;
  /** @throws the signal's reason as soon as it is aborted. */
  pass(signal: AbortSignal): Promise<void>;
  open(): void;
  close(): void;
}

export function createGate(): Gate {
  let closed: PromiseWithResolvers<void> | undefined;
  return {
    get isOpen() {
      return closed === undefined;
    },
    async pass(signal) {
      for (let held = closed; held; held = closed) await rejectOnAbort(held.promise, signal);
    },
    open() {
      closed?.resolve();
      closed = undefined;
    },
    close() {
      closed ??= Promise.withResolvers();
    },
  };
}
