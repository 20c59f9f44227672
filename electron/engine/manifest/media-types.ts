import type { ImageKind } from '../../../shared/models/image.ts';

export const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
export const dockerManifestList = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
const dockerSchema1 = 'application/vnd.docker.distribution.manifest.v1+json';
const dockerSchema1Signed = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

/** All that BatchGetImage may hand out: what is stored comes back as it is, never translated into something asked for. */
export const acceptedMediaTypes: readonly string[] = [
  ociIndex,
  ociManifest,
  dockerManifest,
  dockerManifestList,
  dockerSchema1Signed,
  dockerSchema1,
];

export const isIndexType = (mediaType: string): boolean =>
  mediaType === ociIndex || mediaType === dockerManifestList;
export const isSchema1Type = (mediaType: string): boolean =>
  mediaType === dockerSchema1 || mediaType === dockerSchema1Signed;

/** Layers whose licence keeps them out of registries, as Windows' base layers: Docker's and OCI's media types. */
export const isNondistributableType = (mediaType: string): boolean =>
  mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.') ||
  mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.');

const imageConfigs: ReadonlySet<string> = new Set([
  'application/vnd.docker.container.image.v1+json',
  'application/vnd.oci.image.config.v1+json',
]);

/** What an image is for a person. `artifactMediaType` is the config's media type or the artifact type, as ECR tells it. */
export function getImageKind(mediaType: string, artifactMediaType: string | undefined): ImageKind {
  if (isIndexType(mediaType)) return 'index';
  if (artifactMediaType === undefined || imageConfigs.has(artifactMediaType)) return 'image';
  return artifactMediaType.startsWith('application/vnd.cncf.helm.') ? 'helm-chart' : 'artifact';
}
