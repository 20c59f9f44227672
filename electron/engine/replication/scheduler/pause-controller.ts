/** Whether work is paused, such as the work of a paused transfer. */
export interface PauseSignal {
  readonly isPaused: boolean;
  /** Calls the listener each time the work is paused. @returns a function that removes the listener. */
  onPause(listener: () => void): () => void;
  /** Resolves as soon as the work is not paused. */
  whenResumed(): Promise<void>;
}

/** For work that is never paused. */
export const neverPaused: PauseSignal = {
  isPaused: false,
  onPause: () => () => undefined,
  whenResumed: () => Promise.resolve(),
};

/** Pauses and resumes work, any number of times. */
export interface PauseController extends PauseSignal {
  pause(): void;
  resume(): void;
}

/** Creates a controller that is not paused. A second `pause` or `resume` in succession has no effect. */
export function createPauseController(): PauseController {
  const listeners = new Set<() => void>();
  let resumed = Promise.withResolvers<void>();
  let isPaused = false;
  resumed.resolve();
  return {
    get isPaused() {
      return isPaused;
    },
    onPause(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    whenResumed: () => resumed.promise,
    pause() {
      if (isPaused) return;
      isPaused = true;
      resumed = Promise.withResolvers();
      for (const listener of listeners) listener();
    },
    resume() {
      if (!isPaused) return;
      isPaused = false;
      resumed.resolve();
    },
  };
}
