import type { StorageProblem } from '../../../shared/models/storage.ts';
import type { Log } from '../logging/log.ts';
import type { QuitAnswer, QuitEvent, QuitState } from './quit-steps.ts';
import { nextQuitStep } from './quit-steps.ts';

/** The work that quitting stops: transfers, and records that are not stored. */
export interface RunningWork {
  /** Unfinished transfers. */
  count(): number;
  /** Unfinished transfers that do not wait for the user. */
  active(): number;
  /** Resolves when no transfer is active. */
  cancelAll(): Promise<void>;
  /** Problems of records that are only in memory; they are lost when the app quits. */
  unstored(): readonly StorageProblem[];
  /** Tries to store these records; resolves after the attempt. */
  store(): Promise<void>;
}

export interface QuitPorts {
  readonly work: RunningWork;
  /** Whether closing the window quits the app: everywhere except on macOS. */
  readonly quitsOnClose: boolean;
  /** Whether closing the window leaves the app running in the tray. */
  readonly staysInTray: () => boolean;
  /** Asks the user about transfers and records that quitting stops or loses. */
  readonly ask: (transfers: number, unstored: readonly StorageProblem[]) => Promise<QuitAnswer>;
  /** Hides the window while transfers continue. */
  readonly hide: () => void;
  /** Stops all work. Abandoned after `finishLimit`. */
  readonly finish: () => Promise<void>;
  /** Milliseconds. */
  readonly finishLimit: number;
  readonly quit: () => void;
  readonly log: Log;
}

interface Preventable {
  preventDefault(): void;
}

export interface QuitGuard {
  readonly onQuit: (event: Preventable) => void;
  readonly onClose: (event: Preventable) => void;
  /** Call when no transfer is active. */
  readonly onInactive: () => void;
  /** Call when the window is shown. */
  readonly onShown: () => void;
  /**
   * Quits as the menu does, with `end` as the last step instead of the normal one.
   *
   * @param onCanceled called when the user decides to keep the app running.
   */
  readonly quitWith: (end: () => void, onCanceled: () => void) => void;
}

/** How the app ends, and what to call when it does not. */
interface Ending {
  readonly end: () => void;
  readonly onCanceled: () => void;
}

/** Resolves when the work finished, failed or took longer than the limit. */
async function waitWithin(milliseconds: number, work: Promise<void>, log: Log): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const timeout = setTimeout(() => {
    log.warn(`Quitting: the work did not finish within ${milliseconds} ms.`);
    timer.resolve();
  }, milliseconds);
  try {
    await Promise.race([work, timer.promise]);
  } catch (error) {
    log.error('Quitting: the work cannot be finished.', error);
  } finally {
    clearTimeout(timeout);
  }
}

/** Lets the app quit only after the user was asked about running work and the work is finished. */
export function createQuitGuard(ports: QuitPorts): QuitGuard {
  const { work, quitsOnClose, log } = ports;
  const normalEnding: Ending = { end: ports.quit, onCanceled: () => undefined };
  let state: QuitState = 'running';
  let ending = normalEnding;

  const cancelEnding = (): void => {
    const { onCanceled } = ending;
    ending = normalEnding;
    onCanceled();
  };

  /** Whether quitting stops or loses something. */
  const hasWork = (): boolean => work.count() > 0 || work.unstored().length > 0;

  const askUser = async (): Promise<QuitAnswer> => {
    try {
      let answer = await ports.ask(work.count(), work.unstored());
      while (answer === 'store-and-quit') {
        await work.store();
        if (!hasWork()) return 'quit';
        answer = await ports.ask(work.count(), work.unstored());
      }
      return answer;
    } catch (error) {
      log.error('The question before quitting cannot be shown.', error);
      return 'keep-copying';
    }
  };

  const advance = async (event: QuitEvent): Promise<void> => {
    const step = nextQuitStep(state, event);
    state = step.state;
    if (step.action === 'ask') return advance({ kind: 'answer', answer: await askUser() });
    if (step.action === 'quit') return ending.end();
    if (event.kind === 'answer' && step.action !== 'finish') cancelEnding();
    if (step.action === 'hide') {
      ports.hide();
      // All transfers may have finished while the question was open.
      if (work.active() === 0) return advance({ kind: 'inactive' });
      return;
    }
    if (step.action === 'finish') {
      await waitWithin(ports.finishLimit, ports.finish(), log);
      return advance({ kind: 'finished' });
    }
  };

  const guard = (event: Preventable, cause: QuitEvent): void => {
    if (!nextQuitStep(state, cause).allow) event.preventDefault();
    void advance(cause);
  };

  return {
    onQuit: (event) => guard(event, { kind: 'quit', hasWork: hasWork() }),
    // The question shows the window again, because records must not be lost unseen.
    onInactive: () =>
      void advance(
        state === 'in-background' && work.unstored().length > 0
          ? { kind: 'quit', hasWork: true }
          : { kind: 'inactive' },
      ),
    onShown: () => void advance({ kind: 'shown' }),
    quitWith(end, onCanceled) {
      if (state !== 'running') return onCanceled();
      ending = { end, onCanceled };
      void advance({ kind: 'quit', hasWork: hasWork() });
    },
    onClose: (event) =>
      guard(event, {
        kind: 'close',
        hasWork: hasWork(),
        quitsOnClose,
        staysInTray: ports.staysInTray(),
      }),
  };
}
