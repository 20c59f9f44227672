import { shortDigest } from '../../../shared/models/image.ts';
import { attachedKind, subjectOfTag } from '../../../shared/models/referrer-tag.ts';
import type { AwsError } from './aws-error.ts';
import type { ErrorContext, Description, Descriptions } from './description.ts';

const repository = ({ repositoryName }: ErrorContext): string =>
  repositoryName === undefined ? 'the repository' : `repository ${repositoryName}`;

const capitalize = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const isAboutPageToken = ({ name, message }: AwsError): boolean =>
  name === 'InvalidNextTokenException' || /next_?token|invalid token/i.test(message);

const rejectedManifest = (context: ErrorContext, { message }: AwsError): Description => {
  const reason = /number of layers/i.test(message)
    ? 'it has more layers than ECR allows'
    : 'ECR does not support its format or one of its members';
  return {
    code: 'image-unsupported',
    message: `ECR in ${context.region} rejected manifest ${context.digest ?? 'of the image'} for ${repository(context)}: ${reason}. Exclude the image. See ECR's message under Details.`,
  };
};

/** ECR's message is shown only under Details: it names members of the API that a user does not know. */
const invalidParameter = (context: ErrorContext, error: AwsError): Description => {
  const { region, operation, repositoryName } = context;
  if (isAboutPageToken(error)) {
    return {
      code: 'service-unavailable',
      message: `ECR in ${region} rejected its own page token (${operation}), so the list is incomplete. Refresh the list.`,
      action: 'retry',
    };
  }
  if (operation === 'PutImage') return rejectedManifest(context, error);
  const where = repositoryName === undefined ? '' : ` for ${repository(context)}`;
  return {
    code: 'invalid-input',
    message: `ECR in ${region} rejected the parameters of ${operation}${where}. See the reason under Details.`,
  };
};

const getTag = (message: string): string | undefined => /image tag '([^']+)'/.exec(message)?.[1];

const uploadExpired = (context: ErrorContext): Description => ({
  code: 'upload-rejected',
  message: `The upload of a layer to ${repository(context)} expired several times. Try again.`,
  action: 'retry',
});

const upstreamUnavailable = (context: ErrorContext): Description => ({
  code: 'upstream-unavailable',
  message: `ECR cannot reach the upstream registry of ${repository(context)}, a pull-through cache. Check the pull through cache rule and its credentials, or try again later.`,
  action: 'retry',
});

/** Descriptions of errors about repositories, images and layers, by ECR's error name (ECR API reference). */
export const ecrErrors: Descriptions = {
  RepositoryNotFoundException: (context) => ({
    code: 'repository-not-found',
    message: `There is no ${repository(context)} in ${context.region}${context.side === undefined ? '' : ` at the ${context.side}`}. Choose another repository${context.side === 'source' ? '' : ' or create it'}.`,
    action: 'plan-again',
  }),
  RepositoryAlreadyExistsException: (context) => ({
    code: 'repository-exists',
    message: `${capitalize(repository(context))} already exists in ${context.region}. Review the plan again.`,
    action: 'plan-again',
  }),
  ImageNotFoundException: (context) => ({
    code: 'image-not-found',
    message: `The image does not exist in ${repository(context)} any more. Refresh the list and choose again.`,
    action: 'plan-again',
  }),
  ImageArchivedException: (context) => ({
    code: 'image-unavailable',
    message: `The image in ${repository(context)} is archived. Restore it in ECR, or choose another image.`,
    action: 'plan-again',
  }),
  ImageStorageClassUpdateNotSupportedException: (context) => ({
    code: 'image-unavailable',
    message: `ECR cannot restore this image of ${repository(context)}. Check whether it is already restored.`,
    action: 'plan-again',
  }),
  ImageTagAlreadyExistsException: (context, { message }) => {
    const tag = getTag(message);
    const subject = tag === undefined ? undefined : subjectOfTag(tag);
    if (tag !== undefined && subject !== undefined) {
      return {
        code: 'tag-immutable',
        message: `The ${attachedKind(tag)} of ${shortDigest(subject)} cannot be copied: tag ${tag} of ${repository(context)} already points to another one, and tags of this repository are immutable. Plan again and keep the existing one, or copy without signatures.`,
        action: 'plan-again',
      };
    }
    return {
      code: 'tag-immutable',
      message: `${tag === undefined ? 'A tag' : `Tag ${tag}`} already points to another image in ${repository(context)}, whose tags are immutable. Choose another tag.`,
      action: 'change-tags',
    };
  },
  InvalidParameterException: invalidParameter,
  ValidationException: invalidParameter,
  InvalidNextTokenException: invalidParameter,
  InvalidTagParameterException: (context) => ({
    code: 'invalid-input',
    message: `ECR in ${context.region} rejected the resource tags of ${repository(context)}. Exclude them. See the reason under Details.`,
  }),
  ImageDigestDoesNotMatchException: () => ({
    code: 'digest-mismatch',
    message: 'ECR calculated a different digest for the manifest. No tag was set. Try again.',
    action: 'retry',
  }),
  InvalidLayerException: () => ({
    code: 'digest-mismatch',
    message: 'ECR calculated a different digest for a layer. The layer was discarded. Try again.',
    action: 'retry',
  }),
  LimitExceededException: (context) => ({
    code: 'quota-exceeded',
    message: `A quota of the registry in ${context.region} is exceeded (${context.operation}). Request an increase in Service Quotas, or delete images or repositories that you do not need.`,
  }),
  KmsException: (context) => ({
    code: 'kms',
    message: `ECR cannot use the KMS key of ${repository(context)}. Check that the key is enabled and that its policy allows ECR to use it.`,
  }),
  UnknownOperationException: (context) => ({
    code: 'operation-unsupported',
    message: `The ECR endpoint in ${context.region} does not support the operation ${context.operation}.`,
  }),
  UnableToListUpstreamImageReferrersException: upstreamUnavailable,
  UnableToGetUpstreamImageException: upstreamUnavailable,
  UnableToGetUpstreamLayerException: upstreamUnavailable,
  UploadNotFoundException: uploadExpired,
  InvalidLayerPartException: uploadExpired,
  EmptyUploadException: uploadExpired,
  LayerPartTooSmallException: uploadExpired,
  ReferencedImagesNotFoundException: () => ({
    code: 'image-not-found',
    message: 'A manifest that the index references does not exist in the repository. Try again.',
    action: 'retry',
  }),
  LayerInaccessibleException: () => ({
    code: 'layer-unavailable',
    message:
      'A layer cannot be downloaded because no image references it any more, or because it is archived.',
  }),
  LayersNotFoundException: () => ({
    code: 'layer-not-found',
    message: 'A layer that the image references does not exist in the repository. Try again.',
    action: 'retry',
  }),
};
