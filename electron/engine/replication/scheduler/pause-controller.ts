/** Whether work stands still for now, as that of a paused transfer does. */
export interface Hold {
  readonly isHeldUp: boolean;
  /** Resolves as soon as it stands still. */
  heldUp(): Promise<void>;
  /** Resolves as soon as it does not. */
  goesOn(): Promise<void>;
}

/** Of work that never stands still. */
export const neverHeld: Hold = {
  isHeldUp: false,
  heldUp: () => new Promise(() => undefined),
  goesOn: () => Promise.resolve(),
};

/** A hold that is seized and released, each as often as one likes. */
export interface OwnHold extends Hold {
  seize(): void;
  release(): void;
}

export function createHold(): OwnHold {
  let heldUp = Promise.withResolvers<void>();
  let goesOn = Promise.withResolvers<void>();
  let isHeldUp = false;
  goesOn.resolve();
  return {
    get isHeldUp() {
      return isHeldUp;
    },
    heldUp: () => heldUp.promise,
    goesOn: () => goesOn.promise,
    seize() {
      if (isHeldUp) return;
      isHeldUp = true;
      goesOn = Promise.withResolvers();
      heldUp.resolve();
    },
    release() {
      if (!isHeldUp) return;
      isHeldUp = false;
      heldUp = Promise.withResolvers();
      goesOn.resolve();
    },
  };
}
