import type { TransferState } from '../../../shared/models/transfer.ts';
import type { LongWork } from '../aws/long-work.ts';
import type { Hold } from '../replication/lanes/hold.ts';
import { createHold } from '../replication/lanes/hold.ts';
import type { RetryPolicy } from '../retry/retry.ts';
import { createCredentialsWait } from './credentials-wait.ts';
import { createGate } from './gate.ts';

/** Where a run stands that has not ended, and what holds it up. */
export interface RunControl {
  /** How the run's calls go. */
  readonly work: LongWork;
  state(): Extract<TransferState, { kind: 'running' | 'paused' | 'waiting-for-credentials' }>;
  /** Calls under way end; no other one goes out. */
  pause(): void;
  /** Goes on; where expired credentials are waited for, looks at once whether they are good. */
  resume(): void;
  /** Looks at once whether credentials that are waited for are good; a pause stays one. */
  lookNow(): void;
  /** Held up is a run that is paused, or waits for credentials. */
  readonly hold: Hold;
}

interface RunControlOptions {
  readonly retryPolicy: RetryPolicy;
  /** Milliseconds from one look at expired credentials to the next. */
  readonly credentialsInterval: number;
  readonly signal: AbortSignal;
  readonly changed: () => void;
}

export function createRunControl({
  retryPolicy,
  credentialsInterval,
  signal,
  changed,
}: RunControlOptions): RunControl {
  const gate = createGate();
  const hold = createHold();

  const state: RunControl['state'] = () => {
    if (!gate.isOpen) return { kind: 'paused' };
    const { error } = credentials;
    return error ? { kind: 'waiting-for-credentials', error } : { kind: 'running' };
  };

  const settle = (): void => {
    if (state().kind === 'running') hold.release();
    else hold.seize();
    changed();
  };

  const credentials = createCredentialsWait({ interval: credentialsInterval, signal, changed: settle });

  return {
    work: {
      retryPolicy,
      pass: () => gate.pass(signal),
      credentialsRenewed: credentials.renewed,
    },
    state,
    pause() {
      gate.close();
      settle();
    },
    resume() {
      gate.open();
      credentials.lookNow();
      settle();
    },
    lookNow: () => credentials.lookNow(),
    hold,
  };
}
