import type { ImageKind } from '../../../shared/models/image.ts';

const dockerManifest = 'application/vnd.docker.distribution.manifest.v2+json';
const dockerManifestList = 'application/vnd.docker.distribution.manifest.list.v2+json';
export const ociManifest = 'application/vnd.oci.image.manifest.v1+json';
export const ociIndex = 'application/vnd.oci.image.index.v1+json';
const dockerSchema1 = 'application/vnd.docker.distribution.manifest.v1+json';
const dockerSchema1Signed = 'application/vnd.docker.distribution.manifest.v1+prettyjws';

/** Every media type of a manifest, so that BatchGetImage returns the stored manifest without converting it. */
export const acceptedMediaTypes: readonly string[] = [
  ociIndex,
  ociManifest,
  dockerManifest,
  dockerManifestList,
  dockerSchema1Signed,
  dockerSchema1,
];

/** Whether this is the type of an OCI image index or of a Docker manifest list. */
export const isIndexType = (mediaType: string): boolean =>
  mediaType === ociIndex || mediaType === dockerManifestList;
/** Whether this is the type of a Docker manifest of schema 1, which has no config and cannot be copied. */
export const isSchema1Type = (mediaType: string): boolean =>
  mediaType === dockerSchema1 || mediaType === dockerSchema1Signed;

/** Whether the license of a layer keeps it out of registries, such as that of Windows base layers. */
export const isNondistributableType = (mediaType: string): boolean =>
  mediaType.startsWith('application/vnd.docker.image.rootfs.foreign.') ||
  mediaType.startsWith('application/vnd.oci.image.layer.nondistributable.');

const imageConfigs: ReadonlySet<string> = new Set([
  'application/vnd.docker.container.image.v1+json',
  'application/vnd.oci.image.config.v1+json',
]);

/**
 * Returns the kind of an image as it is displayed.
 *
 * @param artifactMediaType the config's media type or the artifact type, as DescribeImages reports it.
 */
export function getImageKind(mediaType: string, artifactMediaType: string | undefined): ImageKind {
  if (isIndexType(mediaType)) return 'index';
  if (artifactMediaType === undefined || imageConfigs.has(artifactMediaType)) return 'image';
  return artifactMediaType.startsWith('application/vnd.cncf.helm.') ? 'helm-chart' : 'artifact';
}
