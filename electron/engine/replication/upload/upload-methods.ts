import type { UploadMethod, UploadMethodChoice } from '../../../../shared/models/upload-method.ts';
import type { ErrorCode, ErrorData } from '../../../../shared/result.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';

/** By which door blobs go into a repository. */
export interface UploadMethods {
  uploadMethodFor(destination: RepositoryHandle): UploadMethod;
  /**
   * Whether a failure at the registry endpoint leaves the API to be tried, for this blob and for those that follow. Unless
   * the endpoint refused, one blob tries it again later.
   */
  fallBack(destination: RepositoryHandle, error: unknown): boolean;
  /** A blob went through the registry endpoint: if it was left, it is used again. */
  worked(destination: RepositoryHandle): void;
}

interface UploadMethodsOptions {
  /** Called when the registry endpoint is left, with the milliseconds until it is tried again; never when undefined. */
  readonly closed?: (error: ErrorData, retryIn: number | undefined) => void;
  /** Called when it is used again. */
  readonly opened?: () => void;
  /** Why the plan did not reach the endpoint: the first blobs go by the API. */
  readonly closedBefore?: ErrorData | undefined;
  /** Milliseconds of a clock that only goes forward. */
  readonly now?: () => number;
}

/** Milliseconds until an endpoint that was left is tried again; doubles with every failure. */
const firstWait = 60_000;
const longestWait = 600_000;

/** What the API would meet as well: the endpoint is not to blame. */
const notAboutEndpoint: ReadonlySet<ErrorCode> = new Set([
  'credentials-expired',
  'credentials-invalid',
  'kms',
  'mfa-needed',
  'quota-exceeded',
  'repository-not-found',
  'sign-in-needed',
]);

/** What the source did wrong, it would do at the other door too. */
const isReasonToLeave = (error: unknown): error is EngineError =>
  error instanceof EngineError && error.data.side !== 'source' && !notAboutEndpoint.has(error.data.code);

/** A refusal stays one; what is out of reach, or makes no progress, may come back. */
const isRefusal = ({ code, retryable }: ErrorData): boolean =>
  code === 'access-denied' || (code === 'internal' && !retryable);

interface Left {
  until: number;
  wait: number;
  /** A blob is trying the endpoint again. */
  isTried: boolean;
}

export function createUploadMethods(
  choice: UploadMethodChoice,
  {
    closed = () => undefined,
    opened = () => undefined,
    closedBefore,
    now = () => performance.now(),
  }: UploadMethodsOptions = {},
): UploadMethods {
  const createdAt = now();
  const left = new Map<string, Left>();
  /** Repositories whose endpoint has answered. */
  const answered = new Set<string>();

  const leave = (destination: RepositoryHandle, error: ErrorData, wait: number, since = now()): Left => {
    const isForGood = isRefusal(error);
    const until = isForGood ? Number.POSITIVE_INFINITY : since + wait;
    const entry = { until, wait, isTried: false };
    left.set(repositoryKey(destination), entry);
    closed(error, isForGood ? undefined : wait);
    return entry;
  };

  const leftFor = (destination: RepositoryHandle): Left | undefined => {
    const key = repositoryKey(destination);
    const known = left.get(key);
    if (known || !closedBefore || answered.has(key)) return known;
    return leave(destination, closedBefore, firstWait, createdAt);
  };

  return {
    uploadMethodFor(destination) {
      if (choice !== 'auto') return choice;
      const entry = leftFor(destination);
      if (!entry) return 'registry';
      if (entry.isTried || now() < entry.until) return 'api';
      entry.isTried = true;
      return 'registry';
    },
    fallBack(destination, error) {
      if (choice !== 'auto') return false;
      const entry = leftFor(destination);
      const wasTried = entry?.isTried === true;
      if (entry) entry.isTried = false;
      if (!isReasonToLeave(error)) return false;
      // Those that were on their way when it was left fail for the same reason.
      if (!entry) leave(destination, error.data, firstWait);
      else if (wasTried) leave(destination, error.data, Math.min(longestWait, entry.wait * 2));
      return true;
    },
    worked(destination) {
      const key = repositoryKey(destination);
      answered.add(key);
      // Others may have been on their way when it was left: only the one that tried it again tells.
      if (left.get(key)?.isTried !== true) return;
      left.delete(key);
      opened();
    },
  };
}
