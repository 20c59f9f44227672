import type { UploadMethod, UploadMethodChoice } from '../../../../shared/models/upload-method.ts';
import type { ErrorCode, ErrorData } from '../../../../shared/models/result.ts';
import type { RepositoryHandle } from '../../aws/clients/repository-handle.ts';
import { repositoryKey } from '../../aws/clients/repository-handle.ts';
import { EngineError } from '../../errors/engine-error.ts';

/** Chooses the upload method for each layer. */
export interface UploadMethods {
  selectMethod(destination: RepositoryHandle): UploadMethod;
  /**
   * Decides after a failure at the registry endpoint whether this layer and the following ones use the API. Unless the
   * endpoint refused the request, one layer tries it again later.
   */
  fallBackToApi(destination: RepositoryHandle, error: unknown): boolean;
  /** Records that a layer was uploaded through the registry endpoint: all layers use it again. */
  registrySucceeded(destination: RepositoryHandle): void;
  /**
   * Judges the failure of a request to the registry endpoint that would be repeated. The API replaces an endpoint that
   * refuses every request for a while, and one that keeps nothing of what is sent.
   *
   * @param lostRequests requests of one layer in succession of which the endpoint kept nothing.
   * @returns the error to throw: one that is not repeated when the API is used instead.
   */
  judgeFailure(destination: RepositoryHandle, error: unknown, lostRequests?: number): unknown;
  /** Records that the endpoint accepted bytes. */
  registryProgressed(destination: RepositoryHandle): void;
}

interface UploadMethodsOptions {
  /** Called when the API replaces the registry endpoint. @param retryIn milliseconds until the endpoint is tried again; never when undefined. */
  readonly onUnavailable?: (error: ErrorData, retryIn: number | undefined) => void;
  /** Called when the registry endpoint is used again. */
  readonly onAvailable?: () => void;
  /** Why the endpoint was not available while planning: the first layers use the API. */
  readonly unavailableBefore?: ErrorData | undefined;
  /** A monotonic clock, in milliseconds. */
  readonly now?: () => number;
}

/** Milliseconds until an unavailable endpoint is tried again; doubles with every failure. */
const firstWait = 60_000;
const longestWait = 600_000;

/** Errors that occur with the API as well, so that they are no reason to change the method. */
const errorsOfBothMethods: ReadonlySet<ErrorCode> = new Set([
  'credentials-expired',
  'credentials-invalid',
  'kms',
  'mfa-needed',
  'quota-exceeded',
  'repository-not-found',
  'sign-in-needed',
]);

const isErrorOfEndpoint = (error: unknown): error is EngineError =>
  error instanceof EngineError && error.data.side !== 'source' && !errorsOfBothMethods.has(error.data.code);

/** A refusal is permanent; an endpoint that is unreachable or makes no progress may recover. */
const isRefusal = ({ code, retryable }: ErrorData): boolean =>
  code === 'access-denied' || (code === 'internal' && !retryable);

/** After both, an endpoint that only refuses requests is left: at most 16 seconds with the waits of a copy. */
const maxRefusals = 5;
const minRefusalTime = 5_000;
/** Requests of one layer of which the endpoint kept nothing, after which it is left. */
const maxLostRequests = 2;

/** Refusals of an endpoint since it last accepted bytes. */
interface Refusals {
  readonly since: number;
  readonly count: number;
}

/** An endpoint that the API replaces at present. */
interface UnavailableEndpoint {
  readonly until: number;
  readonly wait: number;
  /** Whether one layer is trying the endpoint again. */
  isBeingTried: boolean;
}

/** Creates the state of the endpoint of each repository. A `choice` other than `auto` applies to every layer. */
export function createUploadMethods(
  choice: UploadMethodChoice,
  {
    onUnavailable = () => undefined,
    onAvailable = () => undefined,
    unavailableBefore,
    now = () => performance.now(),
  }: UploadMethodsOptions = {},
): UploadMethods {
  const createdAt = now();
  const unavailable = new Map<string, UnavailableEndpoint>();
  /** Repositories whose endpoint has worked. */
  const available = new Set<string>();
  const refusals = new Map<string, Refusals>();

  const countRefusal = (destination: RepositoryHandle): Refusals => {
    const { since, count } = refusals.get(repositoryKey(destination)) ?? { since: now(), count: 0 };
    const next = { since, count: count + 1 };
    refusals.set(repositoryKey(destination), next);
    return next;
  };

  const isUseless = (destination: RepositoryHandle, { data }: EngineError, lostRequests: number): boolean => {
    if (data.code === 'network') return lostRequests >= maxLostRequests;
    if (data.code !== 'service-unavailable') return false;
    const { since, count } = countRefusal(destination);
    return count >= maxRefusals && now() - since >= minRefusalTime;
  };

  const markUnavailable = (
    destination: RepositoryHandle,
    error: ErrorData,
    wait: number,
    since?: number,
  ): UnavailableEndpoint => {
    const at = now();
    const isPermanent = isRefusal(error);
    const until = isPermanent ? Number.POSITIVE_INFINITY : (since ?? at) + wait;
    const endpoint = { until, wait, isBeingTried: false };
    unavailable.set(repositoryKey(destination), endpoint);
    onUnavailable(error, isPermanent ? undefined : Math.max(0, until - at));
    return endpoint;
  };

  const findUnavailable = (destination: RepositoryHandle): UnavailableEndpoint | undefined => {
    const key = repositoryKey(destination);
    const endpoint = unavailable.get(key);
    if (endpoint || !unavailableBefore || available.has(key)) return endpoint;
    return markUnavailable(destination, unavailableBefore, firstWait, createdAt);
  };

  return {
    selectMethod(destination) {
      if (choice !== 'auto') return choice;
      const endpoint = findUnavailable(destination);
      if (!endpoint) return 'registry';
      if (endpoint.isBeingTried || now() < endpoint.until) return 'api';
      endpoint.isBeingTried = true;
      return 'registry';
    },
    fallBackToApi(destination, error) {
      if (choice !== 'auto') return false;
      const endpoint = findUnavailable(destination);
      const wasTried = endpoint?.isBeingTried === true;
      if (endpoint) endpoint.isBeingTried = false;
      if (!isErrorOfEndpoint(error)) return false;
      // Layers that were in progress when the endpoint became unavailable fail for the same reason: reported once.
      if (!endpoint) markUnavailable(destination, error.data, firstWait);
      else if (wasTried) markUnavailable(destination, error.data, Math.min(longestWait, endpoint.wait * 2));
      return true;
    },
    registrySucceeded(destination) {
      const key = repositoryKey(destination);
      available.add(key);
      refusals.delete(key);
      // A layer that was in progress before the endpoint became unavailable proves nothing.
      if (unavailable.get(key)?.isBeingTried !== true) return;
      unavailable.delete(key);
      onAvailable();
    },
    judgeFailure(destination, error, lostRequests = 0) {
      if (choice !== 'auto' || !(error instanceof EngineError)) return error;
      return isUseless(destination, error, lostRequests)
        ? new EngineError({ ...error.data, retryable: false }, error)
        : error;
    },
    registryProgressed: (destination) => void refusals.delete(repositoryKey(destination)),
  };
}
