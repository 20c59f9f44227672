/** Whether work stands still for now, as that of a paused transfer does. */
export interface PauseSignal {
  readonly isPaused: boolean;
  /** Resolves as soon as it stands still. */
  heldUp(): Promise<void>;
  /** Resolves as soon as it does not. */
  whenResumed(): Promise<void>;
}

/** Of work that never stands still. */
export const neverPaused: PauseSignal = {
  isPaused: false,
  heldUp: () => new Promise(() => undefined),
  whenResumed: () => Promise.resolve(),
};

/** A hold that is seized and released, each as often as one likes. */
export interface PauseController extends PauseSignal {
  pause(): void;
  release(): void;
}

export function createPauseController(): PauseController {
  let heldUp = Promise.withResolvers<void>();
  let whenResumed = Promise.withResolvers<void>();
  let isPaused = false;
  whenResumed.resolve();
  return {
    get isPaused() {
      return isPaused;
    },
    heldUp: () => heldUp.promise,
    whenResumed: () => whenResumed.promise,
    pause() {
      if (isPaused) return;
      isPaused = true;
      whenResumed = Promise.withResolvers();
      heldUp.resolve();
    },
    release() {
      if (!isPaused) return;
      isPaused = false;
      heldUp = Promise.withResolvers();
      whenResumed.resolve();
    },
  };
}
