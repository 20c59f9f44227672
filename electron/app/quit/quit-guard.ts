import type { StorageProblem } from '../../../shared/models/storage.ts';
import type { Log } from '../logging/log.ts';
import type { QuitAnswer, QuitEvent, QuitState } from './quit-steps.ts';
import { nextQuitStep } from './quit-steps.ts';

/** The transfers that quitting would cut off. */
export interface RunningWork {
  count(): number;
  /** Those that go on without anybody's help. */
  active(): number;
  /** Resolves when nothing is copied any more. */
  cancelAll(): Promise<void>;
  /** Records that are only in memory, and why: the end of the app loses them. */
  unstored(): readonly StorageProblem[];
  /** Tries to store them; resolves after the attempt. */
  store(): Promise<void>;
}

export interface QuitPorts {
  readonly work: RunningWork;
  /** Whether the app ends with its window: everywhere but on macOS. */
  readonly closingQuits: boolean;
  /** Asks the person about what quitting stops and loses. */
  readonly ask: (copying: number, unstored: readonly StorageProblem[]) => Promise<QuitAnswer>;
  /** Takes the window away while work goes on. */
  readonly hide: () => void;
  /** Ends all work. Given up after `patience`. */
  readonly finish: () => Promise<void>;
  /** Milliseconds. */
  readonly patience: number;
  readonly quit: () => void;
  readonly log: Log;
}

interface Preventable {
  preventDefault(): void;
}

export interface QuitGuard {
  readonly onQuit: (event: Preventable) => void;
  readonly onClose: (event: Preventable) => void;
  /** Nothing is copied any more that would go on by itself. */
  readonly onSettled: () => void;
  /** The window is there again. */
  readonly onShown: () => void;
}

/** Resolves when the work ends, fails or takes longer than that. */
async function settleWithin(milliseconds: number, work: Promise<void>, log: Log): Promise<void> {
  const timer = Promise.withResolvers<void>();
  const timeout = setTimeout(() => {
    log.warn(`Work was still not finished after ${milliseconds} ms.`);
    timer.resolve();
  }, milliseconds);
  try {
    await Promise.race([work, timer.promise]);
  } catch (error) {
    log.error('Work could not be finished.', error);
  } finally {
    clearTimeout(timeout);
  }
}

/** Stands between every way of closing and the end of the app. */
export function createQuitGuard(ports: QuitPorts): QuitGuard {
  const { work, closingQuits, log } = ports;
  let state: QuitState = 'running';

  /** Whether quitting would stop or lose something. */
  const isBusy = (): boolean => work.count() > 0 || work.unstored().length > 0;

  const answer = async (): Promise<QuitAnswer> => {
    try {
      let given = await ports.ask(work.count(), work.unstored());
      while (given === 'store-and-quit') {
        await work.store();
        if (!isBusy()) return 'quit';
        given = await ports.ask(work.count(), work.unstored());
      }
      return given;
    } catch (error) {
      log.error('The question before quitting cannot be asked.', error);
      return 'keep-copying';
    }
  };

  const advance = async (event: QuitEvent): Promise<void> => {
    const step = nextQuitStep(state, event);
    state = step.state;
    if (step.action === 'ask') return advance({ kind: 'answer', answer: await answer() });
    if (step.action === 'quit') return ports.quit();
    if (step.action === 'hide') {
      ports.hide();
      // All may have ended while the question was open.
      if (work.active() === 0) return advance({ kind: 'settled' });
      return;
    }
    if (step.action === 'finish') {
      await settleWithin(ports.patience, ports.finish(), log);
      return advance({ kind: 'finished' });
    }
  };

  const guard = (event: Preventable, cause: QuitEvent): void => {
    if (!nextQuitStep(state, cause).allow) event.preventDefault();
    void advance(cause);
  };

  return {
    onQuit: (event) => guard(event, { kind: 'quit', copying: isBusy() }),
    // In the background nobody would see what is lost: the question brings the window back.
    onSettled: () =>
      void advance(
        state === 'in-background' && work.unstored().length > 0
          ? { kind: 'quit', copying: true }
          : { kind: 'settled' },
      ),
    onShown: () => void advance({ kind: 'shown' }),
    onClose: (event) => guard(event, { kind: 'close', copying: isBusy(), closingQuits }),
  };
}
