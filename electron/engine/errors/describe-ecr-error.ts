import type { CallContext, Description, Descriptions } from './description.ts';

const repository = ({ repositoryName }: CallContext): string =>
  repositoryName === undefined ? 'the repository' : `repository ${repositoryName}`;

const tagOf = (message: string): string => {
  const tag = /image tag '([^']+)'/.exec(message)?.[1];
  return tag === undefined ? 'A tag' : `Tag ${tag}`;
};

const lostUpload = (context: CallContext): Description => ({
  code: 'upload-rejected',
  message: `ECR gave up the upload of a layer to ${repository(context)} several times. Try again.`,
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
