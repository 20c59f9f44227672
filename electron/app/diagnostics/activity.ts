import type { ConnectionCheck } from '../../../shared/models/network.ts';
import type { ErrorData } from '../../../shared/models/result.ts';
import type { Transfer } from '../../../shared/models/transfer.ts';

/** An error of this run of the app. */
export interface RecentError {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The request that failed, or `transfer`. */
  readonly during: string;
  readonly error: ErrorData;
}

/** How long the answers to one kind of request took, in milliseconds. */
export interface RequestTiming {
  readonly name: string;
  readonly count: number;
  readonly last: number;
  readonly longest: number;
  readonly total: number;
}

/** What happened in this run of the app, as far as diagnostics need it. It is in memory only. */
export interface Activity {
  /** @param milliseconds the time until the answer. */
  requestAnswered(name: string, milliseconds: number): void;
  requestFailed(name: string, error: ErrorData): void;
  transferFinished(transfer: Transfer): void;
  repositoriesNamed(names: readonly string[]): void;
  connectionsTested(checks: readonly ConnectionCheck[]): void;
  /** The latest errors, the newest first. */
  errors(): readonly RecentError[];
  timings(): readonly RequestTiming[];
  /** The repositories that were listed or requested. */
  repositories(): Iterable<string>;
  /** The last connection test; undefined before the first. */
  connectionTest(): { readonly at: number; readonly checks: readonly ConnectionCheck[] } | undefined;
}

const maxErrors = 50;
/** Of several registries with the most repositories that ECR allows. */
const maxRepositories = 200_000;

function listErrors({ state, images }: Transfer): readonly ErrorData[] {
  const failed = images.flatMap((image) => (image.state.kind === 'failed' ? [image.state.error] : []));
  return state.kind === 'failed' && failed.length === 0 ? [state.error] : failed;
}

/** @param clock milliseconds since 1970. */
export function createActivity(clock: () => number = Date.now): Activity {
  let errors: readonly RecentError[] = [];
  const timings = new Map<string, RequestTiming>();
  const repositories = new Set<string>();
  let tested: ReturnType<Activity['connectionTest']>;

  const addErrors = (during: string, added: readonly ErrorData[]): void => {
    const at = clock();
    errors = [...added.map((error) => ({ at, during, error })), ...errors].slice(0, maxErrors);
  };

  return {
    requestAnswered(name, milliseconds) {
      const { count, longest, total } = timings.get(name) ?? { count: 0, longest: 0, total: 0 };
      timings.set(name, {
        name,
        count: count + 1,
        last: milliseconds,
        longest: Math.max(longest, milliseconds),
        total: total + milliseconds,
      });
    },
    requestFailed: (name, error) => addErrors(name, [error]),
    // Of many failed images, the first say what the others would.
    transferFinished: (transfer) => addErrors('transfer', listErrors(transfer).slice(0, maxErrors / 5)),
    repositoriesNamed(names) {
      for (const name of names) if (repositories.size < maxRepositories) repositories.add(name);
    },
    connectionsTested(checks) {
      tested = { at: clock(), checks };
    },
    errors: () => errors,
    timings: () => [...timings.values()].toSorted((one, other) => other.longest - one.longest),
    repositories: () => repositories,
    connectionTest: () => tested,
  };
}

/** The same monitor, whose finished transfers the activity gets too. */
export const followTransfers = <Monitor extends { onFinished(transfer: Transfer): void }>(
  activity: Activity,
  monitor: Monitor,
): Monitor => ({
  ...monitor,
  onFinished(transfer: Transfer) {
    activity.transferFinished(transfer);
    monitor.onFinished(transfer);
  },
});
