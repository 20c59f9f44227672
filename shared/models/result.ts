/** One of the two registries of a replication. */
export type Side = 'source' | 'destination';

/** The kinds of errors. The user's next step depends on the code, never on the text of a message. */
export type ErrorCode =
  | 'access-denied'
  /** Writing to a protected account was not confirmed. */
  | 'account-protected'
  | 'cancelled'
  /** The network inspects TLS with a certificate that is not trusted. */
  | 'certificate-untrusted'
  /** This computer's clock is wrong. */
  | 'clock-wrong'
  | 'credentials-expired'
  | 'credentials-invalid'
  | 'digest-mismatch'
  | 'image-incomplete'
  | 'image-not-found'
  | 'image-unavailable'
  | 'image-unsupported'
  | 'internal'
  | 'invalid-input'
  | 'kms'
  | 'layer-not-found'
  | 'layer-unavailable'
  /** The profile requires an MFA code. */
  | 'mfa-needed'
  | 'mfa-rejected'
  | 'network'
  /** A file of the app cannot be written: a change is in use but is not stored. */
  | 'not-stored'
  /** Invocations of the Lambda function ended one after another without a transferred byte. */
  | 'no-progress'
  /** A captive portal or a filter answered instead of AWS. */
  | 'not-aws'
  /** The signed-in user has no assignment to this account or role. */
  | 'not-assigned'
  | 'offline'
  /** The endpoint does not support the operation. */
  | 'operation-unsupported'
  | 'plan-outdated'
  | 'profile-unusable'
  | 'proxy'
  | 'quota-exceeded'
  | 'region-disabled'
  | 'region-missing'
  /** The endpoint is of another region. */
  | 'region-wrong'
  | 'repository-exists'
  | 'repository-not-found'
  | 'service-unavailable'
  | 'sign-in-needed'
  /** A file of the app cannot be read or written. */
  | 'storage'
  | 'tag-immutable'
  | 'throttled'
  /** An update is not what the project published. */
  | 'update-rejected'
  | 'upload-rejected'
  /** The upstream registry of a pull-through cache repository does not answer. */
  | 'upstream-unavailable'
  | 'wrong-account';

/** The action that fixes an error; each has one button. */
export type ErrorAction =
  | 'retry'
  | 'choose-profile'
  | 'choose-region'
  | 'change-tags'
  | 'plan-again'
  /** Copy an index without the manifests that are missing at the source. */
  | 'leave-out-missing'
  /** Keep the referrers of the destination under the same tags instead of replacing them. */
  | 'keep-signatures'
  /** Choose another encryption for the created repository. */
  | 'change-encryption'
  /** Sign in to the session of `ErrorData.profile`. */
  | 'sign-in'
  /** Enter an MFA code for `ErrorData.profile`. */
  | 'enter-code'
  /** Open the AWS file at `ErrorData.place`. */
  | 'open-file'
  | 'network-settings'
  | 'reload-shell-environment'
  /** Confirm the protected account. */
  | 'confirm-account';

/** A line of a file, counted from 1. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
}

/** The missing permission of a denied call, as AWS reports it. */
export interface DeniedAccess {
  /** `ecr:PutImage` */
  readonly action: string;
  readonly principalArn?: string | undefined;
  readonly resourceArn?: string | undefined;
  /** The kind of policy that does not allow or denies it, in AWS's words. */
  readonly reason?: string | undefined;
}

/** An error as plain data, the only form of errors over IPC. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** One sentence for the user: the problem, the object and the next step. */
  readonly message: string;
  readonly side?: Side;
  /** True when the same attempt may succeed later without a change. */
  readonly retryable: boolean;
  readonly action?: ErrorAction;
  /** The profile of the action: in a chain of roles the one that has to sign in or requires the code. */
  readonly profile?: string;
  readonly place?: FilePlace;
  readonly denied?: DeniedAccess;
  /** The error text of AWS or the network with the request id, without secrets. */
  readonly detail?: string;
}

/** The answer to every request over IPC. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (error: ErrorData): Result<never> => ({ ok: false, error });

/** Makes a switch over a tagged union exhaustive: a missing case is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
