import type { TransferState } from '../../../../shared/models/transfer.ts';
import type { ErrorContext } from '../../aws/clients/call-context.ts';
import type { PauseSignal } from '../../replication/scheduler/pause-controller.ts';
import { createPauseController } from '../../replication/scheduler/pause-controller.ts';
import type { ComputerSleep } from '../../async/computer-sleep.ts';
import type { RetryPolicy } from '../../async/retry.ts';
import { createCredentialsWait } from './credentials-wait.ts';
import { createGate } from './pause-gate.ts';
import type { NetworkMonitor } from './network-monitor.ts';

/** Where a run stands that has not ended, and what holds it up. */
export interface RunControl {
  /** How the run's calls go. */
  readonly work: ErrorContext;
  state(): Extract<TransferState, { kind: 'running' | 'paused' | 'suspended' | 'waiting-for-credentials' }>;
  /** Calls under way end; no other one goes out. */
  pause(): void;
  /** Goes on; where expired credentials are waited for, looks at once whether they are good. */
  resume(): void;
  /** Looks at once whether credentials that are waited for are good; a pause stays one. */
  checkNow(): void;
  /** To be called when the computer has been suspended or has resumed; a pause stays one. */
  sleepChanged(): void;
  /** Held up is a run that is paused, or waits for credentials. */
  readonly pauseSignal: PauseSignal;
}

interface RunControlOptions {
  readonly retryPolicy: RetryPolicy;
  /** Shared by all runs. */
  readonly sleep: ComputerSleep;
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval: number;
  readonly signal: AbortSignal;
  readonly changed: () => void;
  /** Hears of every call. */
  readonly monitor: Pick<NetworkMonitor, 'signOfLife' | 'callFailed'>;
}

export function createRunControl({
  retryPolicy,
  sleep,
  credentialsInterval,
  signal,
  changed,
  monitor,
}: RunControlOptions): RunControl {
  const gate = createGate();
  const pauseController = createPauseController();

  const state: RunControl['state'] = () => {
    if (!gate.isOpen) return { kind: 'paused' };
    if (sleep.isAsleep) return { kind: 'suspended' };
    const { error } = credentials;
    return error ? { kind: 'waiting-for-credentials', error } : { kind: 'running' };
  };

  const settle = (): void => {
    // Not for a sleep: it suspends all runs alike, and none is to take over what another one continues on resume.
    if (gate.isOpen && !credentials.error) pauseController.resume();
    else pauseController.pause();
    changed();
  };

  const credentials = createCredentialsWait({ interval: credentialsInterval, signal, changed: settle });

  const pass = async (): Promise<void> => {
    do {
      await sleep.whenAwake(signal);
      await gate.pass(signal);
    } while (sleep.isAsleep);
  };

  return {
    work: {
      retryPolicy,
      sleep,
      pass,
      credentialsRenewed: credentials.renewed,
      signOfLife: () => monitor.signOfLife(),
      callFailed: (error) => monitor.callFailed(error),
    },
    state,
    pause() {
      gate.close();
      settle();
    },
    resume() {
      gate.open();
      credentials.checkNow();
      settle();
    },
    checkNow: () => credentials.checkNow(),
    sleepChanged() {
      if (!sleep.isAsleep) credentials.checkNow();
      settle();
    },
    pauseSignal: pauseController,
  };
}
