import type { ErrorData } from '../../../shared/models/result.ts';
import type { LogFields } from '../logging/log.ts';
import { formatMetrics } from '../logging/metrics.ts';
import type { RepositoryOutcome } from './reconcile-repository.ts';

/** What one invocation of a reconciliation did. */
export interface Tally {
  readonly copied: number;
  readonly failed: number;
  add(outcome: Pick<RepositoryOutcome, 'copied' | 'bytes' | 'layers' | 'errors'>): void;
  addError(error: ErrorData): void;
  /** The log entries from which CloudWatch makes metrics. */
  format(functionName: string): readonly LogFields[];
}

export function startTally(): Tally {
  const startedAt = performance.now();
  const errors: ErrorData[] = [];
  let [copied, bytes, layers] = [0, 0, 0];
  return {
    get copied() {
      return copied;
    },
    get failed() {
      return errors.length;
    },
    add(outcome) {
      copied += outcome.copied;
      bytes += outcome.bytes;
      layers += outcome.layers;
      errors.push(...outcome.errors);
    },
    addError: (error) => void errors.push(error),
    format: (functionName) =>
      formatMetrics({
        functionName,
        bytes,
        layers,
        seconds: Math.round(performance.now() - startedAt) / 1000,
        errors: errors.map(({ code }) => code),
        at: Date.now(),
      }),
  };
}
