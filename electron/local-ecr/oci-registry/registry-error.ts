import type { EcrError } from '../registry/ecr-error.ts';

/** Error codes of the OCI distribution specification, and those that Docker's registry and ECR add. */
export type RegistryErrorCode =
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

/** An error response of the registry API. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly status: number;
  readonly code: RegistryErrorCode;

  constructor(status: number, code: RegistryErrorCode, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

/** The error body of the OCI distribution specification. */
export function errorBody(error: RegistryError): string {
  return JSON.stringify({ errors: [{ code: error.code, message: error.message }] });
}

/**
 * Converts an exception of the ECR API to the error of ECR's registry endpoint. Statuses and codes are as clients have
 * reported them (immutable tags, wrong digests, offsets, quotas, throttling), else those of the OCI distribution
 * specification.
 */
export function registryErrorOf(error: EcrError): RegistryError {
  const [status, code, message] = translations[error.name] ?? [error.status, 'UNKNOWN'];
  return new RegistryError(status, code, message ?? error.message);
}

const translations: Readonly<
  Record<string, readonly [status: number, code: RegistryErrorCode, message?: string]>
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
