/** Which of the two registries of a replication something concerns. */
export type Side = 'source' | 'destination';

/** Every kind of failure the app tells apart. A person's next step depends on it, never on a message's text. */
export type ErrorCode =
  | 'access-denied'
  /** Writing to a protected account was not confirmed by its name. */
  | 'account-protected'
  | 'cancelled'
  /** The network inspects TLS with a certificate that is not trusted here. */
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
  /** The profile asks for an MFA code before it gives credentials. */
  | 'mfa-needed'
  | 'mfa-rejected'
  | 'network'
  /** A file of the app's own cannot be written: a change is in use and is not stored. */
  | 'not-stored'
  /** Something on the way answered in AWS's place: a captive portal or a filter. */
  | 'not-aws'
  /** Signed in, but without this account or role. */
  | 'not-assigned'
  | 'offline'
  /** The endpoint does not know the operation. */
  | 'operation-unsupported'
  | 'plan-outdated'
  | 'profile-unusable'
  | 'proxy'
  | 'quota-exceeded'
  | 'region-disabled'
  | 'region-missing'
  | 'repository-exists'
  | 'repository-not-found'
  | 'service-unavailable'
  | 'sign-in-needed'
  /** A file of the app's own cannot be read or written. */
  | 'storage'
  | 'tag-immutable'
  | 'throttled'
  | 'upload-rejected'
  /** The registry that a pull-through cache repository imports from did not answer ECR. */
  | 'upstream-unavailable'
  | 'wrong-account';

/** The one thing a person can do about an error; each has one button. */
export type ErrorAction =
  | 'retry'
  | 'choose-profile'
  | 'choose-region'
  | 'change-tags'
  | 'plan-again'
  /** Copy an index without the manifests that the source does not hold. */
  | 'leave-out-missing'
  /** Keep what the destination has attached under the same tags instead of replacing it. */
  | 'keep-signatures'
  /** Choose another encryption for a repository that is created. */
  | 'change-encryption'
  /** Sign in to the session behind `ErrorData.profile`. */
  | 'sign-in'
  /** Give an MFA code to `ErrorData.profile`. */
  | 'enter-code'
  /** Open the AWS file at `ErrorData.place`. */
  | 'open-file'
  | 'network-settings'
  | 'reload-shell-environment'
  /** Type the name of the protected account. */
  | 'confirm-account';

/** A line of a file, counted from 1. */
export interface FilePlace {
  readonly path: string;
  readonly line: number;
}

/** What a denied call lacked, as far as AWS told. */
export interface DeniedAccess {
  /** `ecr:PutImage` */
  readonly action: string;
  readonly principalArn?: string | undefined;
  readonly resourceArn?: string | undefined;
  /** Which kind of policy did not allow it, or forbade it, in AWS's words. */
  readonly reason?: string | undefined;
}

/** An error as plain data: the only form in which errors cross from the main process to the renderer. */
export interface ErrorData {
  readonly code: ErrorCode;
  /** One sentence for a person: what happened, to which object, and what to do. */
  readonly message: string;
  readonly side?: Side;
  /** True when the same attempt may succeed later without anybody changing anything. */
  readonly retryable: boolean;
  readonly action?: ErrorAction;
  /** The profile that the action is about: of a chain of roles the one that has to sign in, or wants the code. */
  readonly profile?: string;
  readonly place?: FilePlace;
  readonly denied?: DeniedAccess;
  /** What AWS or the network said, word for word, with the request id; never a secret. */
  readonly detail?: string;
}

/** The answer to every request over IPC. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: ErrorData };

export const success = <T>(value: T): Result<T> => ({ ok: true, value });
export const failure = (error: ErrorData): Result<never> => ({ ok: false, error });

/** Makes a switch over a tagged union exhaustive: a case left out is a compile error. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`);
}
