import type { ErrorAction, ErrorCode, ErrorData, Side } from '../../../shared/result.ts';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import type { AwsError } from './aws-error.ts';
import { isNetworkError, isServerFault, isThrottling, readAwsError } from './aws-error.ts';
import { EngineError } from './engine-error.ts';

/** What was being done when an error arose; the sentence names it. */
export interface CallContext {
  readonly side?: Side;
  readonly profile: string;
  readonly region: string;
  readonly operation: string;
  readonly repositoryName?: string;
}

interface Description {
  readonly code: ErrorCode;
  readonly message: string;
  readonly retryable?: boolean;
  readonly action?: ErrorAction;
}

const expired = ({ profile }: CallContext): Description => ({
  code: 'credentials-expired',
  message: `The credentials of profile ${profile} have expired. Renew them, then try again.`,
  action: 'retry',
});

const unknownKey = ({ profile, region }: CallContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS does not know the access key of profile ${profile} in ${region}. Check the key, and that the region is enabled for the account.`,
  action: 'choose-profile',
});

/** The SDK takes AWS's time from every answer: the next attempt is signed with it. */
const wrongTime = ({ region }: CallContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS in ${region} refused a request because of its time. Set this computer's clock, then try again.`,
  retryable: true,
  action: 'retry',
});

const isAboutTime = ({ message }: AwsError): boolean => /^Signature (expired|not yet current)/.test(message);

const badSignature = (context: CallContext, error: AwsError): Description =>
  isAboutTime(error) ? wrongTime(context) : wrongSecret(context);

const wrongSecret = ({ profile }: CallContext): Description => ({
  code: 'credentials-invalid',
  message: `AWS refused the signature of profile ${profile}. Check its secret key, and this computer's clock.`,
  action: 'choose-profile',
});

const repository = ({ repositoryName }: CallContext): string =>
  repositoryName === undefined ? 'the repository' : `repository ${repositoryName}`;

/** Sentences by AWS's error name; what is not here is told by its kind, or in AWS's own words. */
const descriptions: Readonly<Record<string, (context: CallContext, error: AwsError) => Description>> = {
  ExpiredTokenException: expired,
  ExpiredToken: expired,
  RequestExpired: wrongTime,
  RequestTimeTooSkewed: wrongTime,
  UnrecognizedClientException: unknownKey,
  InvalidClientTokenId: unknownKey,
  InvalidSignatureException: badSignature,
  SignatureDoesNotMatch: badSignature,
  AccessDeniedException: denied,
  AccessDenied: denied,
  RepositoryNotFoundException: (context) => ({
    code: 'repository-not-found',
    message: `There is no ${repository(context)} in ${context.region}. It may have been deleted; choose another one or create it.`,
    action: 'plan-again',
  }),
  RepositoryAlreadyExistsException: (context) => ({
    code: 'repository-exists',
    message: `The ${repository(context)} exists already in ${context.region}. Look at the plan again.`,
    action: 'plan-again',
  }),
  ImageNotFoundException: (context) => ({
    code: 'image-not-found',
    message: `The image is no longer in ${repository(context)}. Refresh the list and choose again.`,
    action: 'plan-again',
  }),
  ImageTagAlreadyExistsException: (context, { message }) => ({
    code: 'tag-immutable',
    message: `${tagOf(message)} is taken by another image in ${repository(context)}, whose tags cannot be moved. Choose another tag.`,
    action: 'change-tags',
  }),
  ImageDigestDoesNotMatchException: () => ({
    code: 'digest-mismatch',
    message: 'ECR computed another digest for the manifest than the one sent. Nothing was tagged; try again.',
    action: 'retry',
  }),
  InvalidLayerException: () => ({
    code: 'digest-mismatch',
    message: 'ECR received other bytes of a layer than were sent. The layer was not kept; try again.',
    action: 'retry',
  }),
  LimitExceededException: (context) => ({
    code: 'quota-exceeded',
    message: `A quota of the registry in ${context.region} is full (${context.operation}). Ask for more in Service Quotas, or delete what is no longer needed.`,
  }),
  KmsException: (context) => ({
    code: 'kms',
    message: `The KMS key of ${repository(context)} could not be used. Check that the key is enabled and grants ECR its use.`,
  }),
  UploadNotFoundException: lostUpload,
  InvalidLayerPartException: lostUpload,
  EmptyUploadException: lostUpload,
  LayerPartTooSmallException: lostUpload,
  ReferencedImagesNotFoundException: () => ({
    code: 'image-not-found',
    message: 'A manifest that the index names is missing from the repository.',
    action: 'retry',
  }),
  LayerInaccessibleException: () => ({
    code: 'layer-unavailable',
    message: 'A layer cannot be downloaded because no image refers to it any more, or it is archived.',
  }),
  LayersNotFoundException: () => ({
    code: 'layer-not-found',
    message: 'A layer that the image names is missing from the repository.',
    action: 'retry',
  }),
};

function lostUpload(context: CallContext): Description {
  return {
    code: 'upload-rejected',
    message: `ECR gave up the upload of a layer to ${repository(context)} several times. Try again.`,
    action: 'retry',
  };
}

function denied({ profile, operation }: CallContext, { message }: AwsError): Description {
  const facts = parseAccessDenied(message);
  const action = facts?.action ?? `ecr:${operation}`;
  const resource = facts?.resource;
  // Calls that are about no single repository name `*`, or all repositories of the registry.
  const isAboutAll = resource === undefined || resource === '*' || resource.endsWith(':repository/*');
  const where = isAboutAll ? '' : ` on ${describeResource(resource)}`;
  return {
    code: 'access-denied',
    message: `Profile ${profile} is not allowed ${action}${where}. Ask for this permission, or choose another profile.`,
    action: 'choose-profile',
  };
}

const tagOf = (message: string): string => {
  const tag = /image tag '([^']+)'/.exec(message)?.[1];
  return tag === undefined ? 'A tag' : `Tag ${tag}`;
};

function describeByKind(error: AwsError, context: CallContext): Description {
  if (isThrottling(error)) {
    return {
      code: 'throttled',
      message: `AWS is limiting the calls of this account in ${context.region} (${context.operation}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  if (isNetworkError(error)) {
    return {
      code: 'network',
      message: `ECR in ${context.region} did not answer (${error.code ?? error.name}). Check the network, VPN and proxy, then try again.`,
      retryable: true,
      action: 'retry',
    };
  }
  if (isServerFault(error)) {
    return {
      code: 'service-unavailable',
      message: `ECR in ${context.region} failed on its side (${context.operation}). Try again in a moment.`,
      retryable: true,
      action: 'retry',
    };
  }
  return {
    code: 'internal',
    message: `ECR refused ${context.operation}: ${error.message || error.name}`,
    action: 'retry',
  };
}

/** Turns what the SDK threw into one sentence, its side, and the next step. */
export function describeAwsError(error: AwsError, context: CallContext): ErrorData {
  const described = descriptions[error.name]?.(context, error) ?? describeByKind(error, context);
  return {
    retryable: error.clockSkewCorrected,
    ...described,
    ...(context.side === undefined ? {} : { side: context.side }),
    detail: [
      `${context.operation}: ${error.name}`,
      error.message,
      error.requestId === undefined ? undefined : `request ${error.requestId}`,
    ]
      .filter(Boolean)
      .join(' · '),
  };
}

/** Whatever a call threw as the engine's error; one that is described already only learns its side. */
export const describeCallError = (error: unknown, context: CallContext): EngineError =>
  error instanceof EngineError
    ? new EngineError({ ...error.data, side: context.side }, error)
    : new EngineError(describeAwsError(readAwsError(error), context), error);
