import type { Stall } from '../../../../shared/models/transfer.ts';
import type { ErrorCode, ErrorData } from '../../../../shared/models/result.ts';
import type { CallContext } from '../../aws/clients/call-context.ts';

/** Detects that no data is moving, long before a connection times out. */
export interface NetworkMonitor extends Pick<CallContext, 'reportActivity' | 'reportFailure'> {
  /** Undefined while data is moving. */
  readonly stall: Stall | undefined;
  /** Stops the checks. */
  close(): void;
}

interface MonitorOptions {
  /** Whether data is expected to move: false while the run is paused. */
  readonly isActive: () => boolean;
  /** Called when `stall` changed. */
  readonly changed: (stall: Stall | undefined) => void;
  /** Milliseconds without progress that count as a stall. */
  readonly limit?: number;
  /** Milliseconds between two checks. */
  readonly interval?: number;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
}

/** Together with one interval, less than the 15 seconds within which a lost network is shown. */
const defaultLimit = 10_000;
const defaultInterval = 1_000;

const networkCodes: ReadonlySet<ErrorCode> = new Set(['network', 'offline', 'proxy', 'service-unavailable']);

/** Checks for stalls from now on, until `close` is called. The checks do not keep the process running. */
export function createNetworkMonitor({
  isActive,
  changed,
  limit = defaultLimit,
  interval = defaultInterval,
  clock = Date.now,
}: MonitorOptions): NetworkMonitor {
  let lastProgressAt = clock();
  let lastError: ErrorData | undefined;
  let stall: Stall | undefined;

  const setStall = (next: Stall | undefined): void => {
    if (next === stall) return;
    stall = next;
    changed(next);
  };

  const noteProgress = (): void => {
    lastProgressAt = clock();
    lastError = undefined;
    setStall(undefined);
  };

  const check = (): void => {
    if (!isActive()) noteProgress();
    else if (!stall && clock() - lastProgressAt >= limit)
      setStall({ since: lastProgressAt, error: lastError });
  };

  const timer = setInterval(check, interval).unref();

  return {
    get stall() {
      return stall;
    },
    reportActivity: noteProgress,
    reportFailure({ data }) {
      if (!networkCodes.has(data.code)) return;
      lastError = data;
      if (stall && !stall.error) setStall({ ...stall, error: data });
    },
    close: () => clearInterval(timer),
  };
}
