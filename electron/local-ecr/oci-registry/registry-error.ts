import type { EcrError } from '../registry/ecr-error.ts';

/** Error codes of the OCI distribution specification, and those that Docker's registry and ECR add. */
export type DoorErrorCode =
  | 'BLOB_UNKNOWN'
  | 'BLOB_UPLOAD_INVALID'
  | 'BLOB_UPLOAD_UNKNOWN'
  | 'DENIED'
  | 'DIGEST_INVALID'
  | 'MANIFEST_BLOB_UNKNOWN'
  | 'MANIFEST_INVALID'
  | 'MANIFEST_UNKNOWN'
  | 'NAME_UNKNOWN'
  | 'SIZE_INVALID'
  | 'TAG_INVALID'
  | 'TOOMANYREQUESTS'
  | 'UNAUTHORIZED'
  | 'UNKNOWN'
  | 'UNSUPPORTED';

/** A refusal in the words of the registry protocol. */
export class DoorError extends Error {
  override readonly name = 'DoorError';
  readonly status: number;
  readonly code: DoorErrorCode;

  constructor(status: number, code: DoorErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The error body of the protocol. */
export function errorBody(error: DoorError): string {
  return JSON.stringify({ errors: [{ code: error.code, message: error.message }] });
}

/**
 * What ECR's registry endpoint makes of an exception of its API. Statuses and codes are as reported by clients where
 * such a report is known (immutable tags, wrong digests, offsets, quotas, throttling), else those of the OCI
 * distribution specification.
 */
export function doorErrorOf(error: EcrError): DoorError {
  const [status, code, message] = translations[error.name] ?? [error.status, 'UNKNOWN'];
  return new DoorError(status, code, message ?? error.message);
}

const translations: Readonly<
  Record<string, readonly [status: number, code: DoorErrorCode, message?: string]>
> = {
  AccessDeniedException: [403, 'DENIED'],
  EmptyUploadException: [400, 'BLOB_UPLOAD_INVALID'],
  ExpiredTokenException: [
    403,
    'DENIED',
    'Your authorization token has expired. Reauthenticate and try again.',
  ],
  ImageDigestDoesNotMatchException: [400, 'MANIFEST_INVALID'],
  ImageNotFoundException: [404, 'MANIFEST_UNKNOWN'],
  ImageTagAlreadyExistsException: [400, 'TAG_INVALID'],
  InvalidLayerException: [400, 'DIGEST_INVALID'],
  InvalidLayerPartException: [416, 'BLOB_UPLOAD_INVALID'],
  InvalidParameterException: [400, 'TAG_INVALID'],
  LayerInaccessibleException: [404, 'BLOB_UNKNOWN'],
  LayerPartTooSmallException: [400, 'SIZE_INVALID'],
  LayersNotFoundException: [404, 'BLOB_UNKNOWN'],
  LimitExceededException: [403, 'DENIED'],
  ReferencedImagesNotFoundException: [404, 'MANIFEST_UNKNOWN'],
  RepositoryNotFoundException: [404, 'NAME_UNKNOWN'],
  ThrottlingException: [429, 'TOOMANYREQUESTS'],
  UploadNotFoundException: [404, 'BLOB_UPLOAD_UNKNOWN'],
};
