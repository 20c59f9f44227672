/** A file that is attached to a release. */
export interface ReleaseFile {
  readonly name: string;
  /** In hexadecimal digits. */
  readonly sha256: string;
}

/** The files of a release and what they are of. */
export interface Release {
  readonly version: string;
  readonly files: readonly ReleaseFile[];
}

const repository = 'https://github.com/ecr-image-replicator/ecr-image-replicator';

export const project = {
  name: 'ecr-image-replicator',
  productName: 'ECR Image Replicator',
  publisher: 'ECR Image Replicator contributors',
  summary: 'Copies container images between Amazon ECR repositories',
  license: 'Apache-2.0',
  repository,
} as const;

export const tagOf = (version: string): string => `v${version}`;

export const releasePage = (version: string): string => `${repository}/releases/tag/${tagOf(version)}`;

export const downloadUrl = (version: string, name: string): string =>
  `${repository}/releases/download/${tagOf(version)}/${name}`;

/** @returns the hash of an installer. @throws if the release does not contain it. */
export function findInstaller({ files }: Release, name: string): ReleaseFile {
  const found = files.find((file) => file.name === name);
  if (!found) throw new Error(`The release does not contain ${name}.`);
  return found;
}
