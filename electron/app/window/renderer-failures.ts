import type { Log } from '../logging/log.ts';

/** What a person can be asked about. */
export type RendererFailure = 'crashed' | 'hangs';

export type FailureAnswer = 'reload' | 'wait' | 'quit';

export interface RendererFailurePorts {
  /**
   * Asks the person.
   * @param signal aborted when the question has become pointless; its answer is not used then.
   */
  readonly ask: (failure: RendererFailure, signal: AbortSignal) => Promise<FailureAnswer>;
  readonly reload: () => void;
  /** Ends the process of a page that hangs; `onGone` is called for that as well. */
  readonly endProcess: () => void;
  readonly quit: () => void;
  readonly log: Log;
  /** Milliseconds, on any clock that only goes forward. */
  readonly clock?: () => number;
}

/** Follows the process of the window's page. Nothing that it does touches the work of the main process. */
export interface RendererFailures {
  /** The process has ended, and not in good order. */
  onGone(reason: string): void;
  onUnresponsive(): void;
  onResponsive(): void;
}

/** Milliseconds: a page that crashes again so soon after a crash does so for a reason that a reload does not remove. */
const soon = 60_000;

interface Question {
  readonly failure: RendererFailure;
  readonly controller: AbortController;
}

/**
 * After a first crash the page is reloaded and nobody is asked: the main process has all that it showed. About a second
 * one soon after, and about a page that hangs, the person is asked; one question at a time.
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
    // A page that hangs does not reload by itself: its process has to end first.
    isEnding = true;
    endProcess();
  };

  const put = async (failure: RendererFailure): Promise<void> => {
    const controller = new AbortController();
    question = { failure, controller };
    try {
      const answer = await ask(failure, controller.signal);
      if (!controller.signal.aborted) act(failure, answer);
    } catch (error) {
      log.error('The question about the window cannot be asked.', error);
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
      log.error(`The window's process ended: ${reason}.`);
      const now = clock();
      const isRepeated = crashedAt !== undefined && now - crashedAt < soon;
      crashedAt = now;
      if (!isRepeated) reload();
      else if (!question) void put('crashed');
    },
    onUnresponsive() {
      log.warn('The window does not respond.');
      if (!question) void put('hangs');
    },
    onResponsive() {
      log.info('The window responds again.');
      withdraw('hangs');
    },
  };
}
