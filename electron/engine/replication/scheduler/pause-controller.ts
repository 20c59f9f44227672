/** Whether work is paused, such as the work of a paused transfer. */
export interface PauseSignal {
  readonly isPaused: boolean;
  /** Resolves as soon as the work is paused. */
  whenPaused(): Promise<void>;
  /** Resolves as soon as the work is not paused. */
  whenResumed(): Promise<void>;
}

/** For work that is never paused. */
export const neverPaused: PauseSignal = {
  isPaused: false,
  whenPaused: () => new Promise(() => undefined),
  whenResumed: () => Promise.resolve(),
};

/** Pauses and resumes work, any number of times. */
export interface PauseController extends PauseSignal {
  pause(): void;
  resume(): void;
}

export function createPauseController(): PauseController {
  let paused = Promise.withResolvers<void>();
  let resumed = Promise.withResolvers<void>();
  let isPaused = false;
  resumed.resolve();
  return {
    get isPaused() {
      return isPaused;
    },
    whenPaused: () => paused.promise,
    whenResumed: () => resumed.promise,
    pause() {
      if (isPaused) return;
      isPaused = true;
      resumed = Promise.withResolvers();
      paused.resolve();
    },
    resume() {
      if (!isPaused) return;
      isPaused = false;
      paused = Promise.withResolvers();
      resumed.resolve();
    },
  };
}
