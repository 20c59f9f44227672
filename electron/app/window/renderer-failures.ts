import type { Log } from '../logging/log.ts';

/** A failure that the user is asked about. */
export type RendererFailure = 'crashed' | 'hangs';

export type FailureAnswer = 'reload' | 'wait' | 'quit';

export interface RendererFailurePorts {
  /**
   * Asks the user.
   * @param signal aborted when the failure is over; the answer is ignored then.
   */
  readonly ask: (failure: RendererFailure, signal: AbortSignal) => Promise<FailureAnswer>;
  readonly reload: () => void;
  /** Ends the renderer process of a hanging page; `onGone` is called afterwards. */
  readonly endProcess: () => void;
  readonly quit: () => void;
  readonly log: Log;
  /** A monotonic clock, in milliseconds. */
  readonly clock?: () => number;
}

/** Handles failures of the renderer process. The main process continues its work. */
export interface RendererFailures {
  /** The renderer process ended abnormally. */
  onGone(reason: string): void;
  onUnresponsive(): void;
  onResponsive(): void;
}

/** Milliseconds between two crashes within which another reload is unlikely to help. */
const repeatTime = 60_000;

interface Question {
  readonly failure: RendererFailure;
  readonly controller: AbortController;
}

/**
 * Reloads the page after a first crash. Asks the user about a second crash within a minute and about a hanging page, one
 * question at a time.
 */
export function followRendererFailures(ports: RendererFailurePorts): RendererFailures {
  const { ask, reload, endProcess, quit, log, clock = () => performance.now() } = ports;
  let crashedAt: number | undefined;
  let question: Question | undefined;
  let isEnding = false;

  const act = (failure: RendererFailure, answer: FailureAnswer): void => {
    if (answer === 'quit') quit();
    if (answer !== 'reload') return;
    if (failure === 'crashed') return reload();
    // A hanging page does not reload until its process has ended.
    isEnding = true;
    endProcess();
  };

  const askUser = async (failure: RendererFailure): Promise<void> => {
    const controller = new AbortController();
    question = { failure, controller };
    try {
      const answer = await ask(failure, controller.signal);
      if (!controller.signal.aborted) act(failure, answer);
    } catch (error) {
      log.error('The question about the window cannot be shown.', error);
    } finally {
      if (question?.controller === controller) question = undefined;
    }
  };

  const withdraw = (failure: RendererFailure): void => {
    if (question?.failure !== failure) return;
    question.controller.abort();
    question = undefined;
  };

  return {
    onGone(reason) {
      withdraw('hangs');
      if (isEnding) {
        isEnding = false;
        return reload();
      }
      log.error(`The renderer process ended: ${reason}.`);
      const now = clock();
      const isRepeated = crashedAt !== undefined && now - crashedAt < repeatTime;
      crashedAt = now;
      if (!isRepeated) reload();
      else if (!question) void askUser('crashed');
    },
    onUnresponsive() {
      log.warn('The window does not respond.');
      if (!question) void askUser('hangs');
    },
    onResponsive() {
      log.info('The window responds again.');
      withdraw('hangs');
    },
  };
}
