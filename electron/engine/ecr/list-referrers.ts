import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { ecrApi } from './operations.ts';
import { paginate } from './paginate.ts';

/** A manifest whose `subject` is another manifest. */
export interface ReferrerDescriptor {
  readonly digest: string;
  readonly artifactType: string | undefined;
  /** An archived manifest cannot be read until it is restored. */
  readonly isArchived: boolean;
}

/** ListImageReferrers returns at most 50 referrers in a call. */
const pageSize = 50;

/**
 * Lists the referrers of a manifest: signatures, SBOMs and attestations with that `subject`, archived ones too.
 *
 * @throws EngineError `access-denied` without ecr:BatchGetImage.
 * @see https://docs.aws.amazon.com/AmazonECR/latest/APIReference/API_ListImageReferrers.html
 */
export async function listReferrers(
  registry: RegistryConnection,
  repositoryName: string,
  subjectDigest: string,
  signal?: AbortSignal,
): Promise<readonly ReferrerDescriptor[]> {
  const pages = await paginate('ListImageReferrers', (nextToken) =>
    ecrApi.listImageReferrers(
      registry,
      {
        repositoryName,
        subjectId: { imageDigest: subjectDigest },
        // By default ECR leaves out archived referrers.
        filter: { artifactStatus: 'ANY' },
        maxResults: pageSize,
        nextToken,
      },
      signal,
    ),
  );
  return pages
    .flatMap(({ referrers = [] }) => referrers)
    .flatMap(({ digest, artifactType, artifactStatus }) =>
      digest === undefined
        ? []
        : [{ digest, artifactType, isArchived: (artifactStatus ?? 'ACTIVE') !== 'ACTIVE' }],
    );
}
