import { ListImageReferrersCommand } from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { readPages } from './read-pages.ts';

/** A manifest whose `subject` is another one. */
export interface ReferrerDescriptor {
  readonly digest: string;
  readonly artifactType: string | undefined;
  /** It cannot be read before it is restored. */
  readonly isArchived: boolean;
}

/** ListImageReferrers gives at most 50 at a time. */
const pageSize = 50;

/** What is attached to a manifest by `subject`: signatures, SBOMs, attestations. Needs ecr:BatchGetImage. */
export async function listReferrers(
  registry: RegistryConnection,
  repositoryName: string,
  subjectDigest: string,
  signal?: AbortSignal,
): Promise<readonly ReferrerDescriptor[]> {
  const pages = await readPages('ListImageReferrers', (nextToken) => {
    const { registryId } = registry;
    const input = {
      registryId,
      repositoryName,
      subjectId: { imageDigest: subjectDigest },
      // Without it ECR keeps silent about what is archived.
      filter: { artifactStatus: 'ANY' as const },
      maxResults: pageSize,
      nextToken,
    };
    return registry.call(
      'ListImageReferrers',
      (ecr, options) => ecr.send(new ListImageReferrersCommand(input), options),
      { repositoryName, signal },
    );
  });
  return pages
    .flatMap(({ referrers }) => referrers ?? [])
    .flatMap(({ digest, artifactType, artifactStatus }) =>
      digest === undefined
        ? []
        : [{ digest, artifactType, isArchived: (artifactStatus ?? 'ACTIVE') !== 'ACTIVE' }],
    );
}
