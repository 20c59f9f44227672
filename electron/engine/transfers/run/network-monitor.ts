import type { Stall } from '../../../../shared/models/transfer.ts';
import type { ErrorCode, ErrorData } from '../../../../shared/result.ts';
import type { CallContext } from '../../aws/clients/call-context.ts';

/** Notices that nothing moves any more, long before a connection counts as broken. */
export interface NetworkMonitor extends Pick<CallContext, 'reportActivity' | 'callFailed'> {
  /** Since when nothing moves; undefined while something does. */
  readonly stall: Stall | undefined;
  /** Ends the looking. */
  close(): void;
}

interface MonitorOptions {
  /** Whether something has to move now: not while the work is paused. */
  readonly isActive: () => boolean;
  /** Called when `stall` is another one. */
  readonly changed: (stall: Stall | undefined) => void;
  /** Milliseconds without a sign of life that count as a stall. */
  readonly limit?: number;
  /** Milliseconds from one look to the next. */
  readonly interval?: number;
  readonly clock?: () => number;
}

/** With the interval of a look less than the 15 seconds within which a network that is gone is shown. */
const stallLimit = 10_000;
const lookInterval = 1_000;

const networkCodes: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'proxy', 'service-unavailable']);

export function createNetworkMonitor({
  isActive,
  changed,
  limit = stallLimit,
  interval = lookInterval,
  clock = Date.now,
}: MonitorOptions): NetworkMonitor {
  let lastSign = clock();
  let lastError: ErrorData | undefined;
  let stall: Stall | undefined;

  const set = (next: Stall | undefined): void => {
    if (next === stall) return;
    stall = next;
    changed(next);
  };

  const reportActivity = (): void => {
    lastSign = clock();
    lastError = undefined;
    set(undefined);
  };

  const look = (): void => {
    if (!isActive()) reportActivity();
    else if (!stall && clock() - lastSign >= limit) set({ since: lastSign, error: lastError });
  };

  const timer = setInterval(look, interval).unref();

  return {
    get stall() {
      return stall;
    },
    reportActivity,
    callFailed({ data }) {
      if (!networkCodes.has(data.code)) return;
      lastError = data;
      if (stall && !stall.error) set({ ...stall, error: data });
    },
    close: () => clearInterval(timer),
  };
}
