import { shortDigest } from '../../../shared/models/image.ts';
import { attachedKind, subjectOfTag } from '../../../shared/models/referrer-tag.ts';
import type { AwsError } from './aws-error.ts';
import type { CallContext, Description, Descriptions } from './description.ts';

const repository = ({ repositoryName }: CallContext): string =>
  repositoryName === undefined ? 'the repository' : `repository ${repositoryName}`;

const isAboutToken = ({ name, message }: AwsError): boolean =>
  name === 'InvalidNextTokenException' || /next_?token|invalid token/i.test(message);

const refusedManifest = (context: CallContext, { message }: AwsError): Description => {
  const reason = /number of layers/i.test(message)
    ? 'it has more layers than ECR takes'
    : 'its format, or one of its members, is none that ECR takes';
  return {
    code: 'image-unsupported',
    message: `ECR in ${context.region} does not take manifest ${context.digest ?? 'of the image'} into ${repository(context)}: ${reason}. Leave the image out. ECR's own words are under Details.`,
  };
};

/** A parameter that ECR does not take. Its sentence names members of the API, which say nothing to a person. */
const invalidParameter = (context: CallContext, error: AwsError): Description => {
  const { region, operation, repositoryName } = context;
  if (isAboutToken(error)) {
    return {
      code: 'service-unavailable',
      message: `ECR in ${region} does not take its own page token (${operation}), so the list is incomplete. Refresh it.`,
      action: 'retry',
    };
  }
  if (operation === 'PutImage') return refusedManifest(context, error);
  const where = repositoryName === undefined ? '' : ` for ${repository(context)}`;
  return {
    code: 'invalid-input',
    message: `ECR in ${region} does not take the parameters of ${operation}${where}. The reason is under Details.`,
  };
};

const tagOf = (message: string): string | undefined => /image tag '([^']+)'/.exec(message)?.[1];

const uploadExpired = (context: CallContext): Description => ({
  code: 'upload-rejected',
  message: `ECR gave up the upload of a layer to ${repository(context)} several times. Try again.`,
  action: 'retry',
});

const upstreamUnavailable = (context: CallContext): Description => ({
  code: 'upstream-unavailable',
  message: `ECR cannot reach the registry that ${repository(context)} is a pull-through cache of. Check the cache rule and its credentials, or try again later.`,
  action: 'retry',
});

/** What ECR says of repositories, images and layers. */
export const ecrErrors: Descriptions = {
  RepositoryNotFoundException: (context) => ({
    code: 'repository-not-found',
    message: `There is no ${repository(context)} in ${context.region}${context.side === undefined ? '' : ` at the ${context.side}`}. It may have been deleted; choose another one${context.side === 'source' ? '' : ' or create it'}.`,
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
  ImageArchivedException: (context) => ({
    code: 'image-unavailable',
    message: `The image in ${repository(context)} is archived. Restore it in ECR, or choose another image.`,
    action: 'plan-again',
  }),
  ImageStorageClassUpdateNotSupportedException: (context) => ({
    code: 'image-unavailable',
    message: `ECR does not restore this image of ${repository(context)}. It may be restored already; check again.`,
    action: 'plan-again',
  }),
  ImageTagAlreadyExistsException: (context, { message }) => {
    const tag = tagOf(message);
    const subject = tag === undefined ? undefined : subjectOfTag(tag);
    if (tag !== undefined && subject !== undefined) {
      return {
        code: 'tag-immutable',
        message: `The ${attachedKind(tag)} of ${shortDigest(subject)} cannot be copied: ${repository(context)} has another one under its tag ${tag} already, and its tags cannot be moved. Plan again and keep that one, or copy without signatures.`,
        action: 'plan-again',
      };
    }
    return {
      code: 'tag-immutable',
      message: `${tag === undefined ? 'A tag' : `Tag ${tag}`} already points to another image in ${repository(context)}, whose tags cannot be moved. Choose another tag.`,
      action: 'change-tags',
    };
  },
  InvalidParameterException: invalidParameter,
  ValidationException: invalidParameter,
  InvalidNextTokenException: invalidParameter,
  InvalidTagParameterException: (context) => ({
    code: 'invalid-input',
    message: `ECR in ${context.region} does not take the resource tags of ${repository(context)}. Leave them out; the reason is under Details.`,
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
  UnknownOperationException: (context) => ({
    code: 'operation-unsupported',
    message: `The endpoint of ECR in ${context.region} does not know the operation ${context.operation}.`,
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
