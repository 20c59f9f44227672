import type { TransferState } from '../../../../shared/models/transfer.ts';
import { rejectOnAbort } from '../../async/abort.ts';
import type { ComputerSleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import type { CallContext } from '../../aws/clients/call-context.ts';
import type { PauseSignal } from '../../replication/scheduler/pause-controller.ts';
import { createPauseController } from '../../replication/scheduler/pause-controller.ts';
import { createCredentialsWait } from './credentials-wait.ts';
import type { NetworkMonitor } from './network-monitor.ts';

/** Pauses and resumes one run: by the user, for the sleep of the computer, and while credentials are expired. */
export interface RunControl {
  /** How the AWS calls of the run are retried, paused and monitored. */
  readonly callContext: CallContext;
  /** Paused while the user has paused the run, or while it waits for credentials. */
  readonly pauseSignal: PauseSignal;
  state(): Extract<TransferState, { kind: 'running' | 'paused' | 'suspended' | 'waiting-for-credentials' }>;
  /** Sends no new request; pending ones finish. */
  pause(): void;
  /** Ends the pause of the user, and checks expired credentials at once. */
  resume(): void;
  /** Checks expired credentials at once; does not end a pause. */
  checkNow(): void;
  /** To be called after the computer was suspended or resumed; does not end a pause. */
  sleepChanged(): void;
}

interface RunControlOptions {
  readonly retryPolicy: RetryPolicy;
  /** Shared by all runs. */
  readonly sleep: ComputerSleep;
  /** Milliseconds between two checks of expired credentials. */
  readonly credentialsInterval: number;
  readonly signal: AbortSignal;
  /** Called when `state` may have changed. */
  readonly changed: () => void;
  /** Gets the outcome of every call. */
  readonly monitor: Pick<NetworkMonitor, 'reportActivity' | 'reportFailure'>;
}

/** Creates the control of a run that the user has not paused. */
export function createRunControl({
  retryPolicy,
  sleep,
  credentialsInterval,
  signal,
  changed,
  monitor,
}: RunControlOptions): RunControl {
  const userPause = createPauseController();
  const pauseController = createPauseController();

  const state: RunControl['state'] = () => {
    if (userPause.isPaused) return { kind: 'paused' };
    if (sleep.isAsleep) return { kind: 'suspended' };
    const { error } = credentials;
    return error ? { kind: 'waiting-for-credentials', error } : { kind: 'running' };
  };

  const update = (): void => {
    // Sleep does not pause: it suspends all runs at once, so no run can take over the layers of another one.
    if (userPause.isPaused || credentials.error) pauseController.pause();
    else pauseController.resume();
    changed();
  };

  const credentials = createCredentialsWait({ interval: credentialsInterval, signal, changed: update });

  const pass = async (): Promise<void> => {
    do {
      await sleep.whenAwake(signal);
      while (userPause.isPaused) await rejectOnAbort(userPause.whenResumed(), signal);
    } while (sleep.isAsleep);
  };

  return {
    callContext: {
      retryPolicy,
      sleep,
      whenResumed: pass,
      waitForCredentials: credentials.renewed,
      reportActivity: () => monitor.reportActivity(),
      reportFailure: (error) => monitor.reportFailure(error),
    },
    pauseSignal: pauseController,
    state,
    pause() {
      userPause.pause();
      update();
    },
    resume() {
      userPause.resume();
      credentials.checkNow();
      update();
    },
    checkNow: () => credentials.checkNow(),
    sleepChanged() {
      if (!sleep.isAsleep) credentials.checkNow();
      update();
    },
  };
}
