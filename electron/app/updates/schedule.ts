/** Milliseconds after the start until the first automatic check, when the window has long been usable. */
const firstCheck = 30_000;
/** Milliseconds between automatic checks. */
const interval = 24 * 60 * 60 * 1000;
/** Milliseconds until a check that a transfer delayed is tried again. */
const delay = 10 * 60 * 1000;

interface SchedulePorts {
  /** Whether the user or the policy wants automatic checks. */
  readonly isOn: () => Promise<boolean>;
  /** Whether a transfer uses the network. */
  readonly isBusy: () => boolean;
  readonly check: () => Promise<unknown>;
}

export interface Schedule {
  /** Checks when it is due now, as after automatic checks were turned on. */
  checkNow(): Promise<void>;
  close(): void;
}

/** Checks by itself: once after the start, then once a day, never while a transfer uses the network. */
export function startSchedule({ isOn, isBusy, check }: SchedulePorts): Schedule {
  let timer: NodeJS.Timeout | undefined;
  const wait = (milliseconds: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => void checkNow(), milliseconds);
    timer.unref();
  };
  const checkNow = async (): Promise<void> => {
    wait(isBusy() ? delay : interval);
    if (!isBusy() && (await isOn())) await check();
  };
  wait(firstCheck);
  return { checkNow, close: () => clearTimeout(timer) };
}
