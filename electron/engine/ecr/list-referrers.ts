import { ListImageReferrersCommand } from '@aws-sdk/client-ecr';
import type { RegistryConnection } from '../aws/registry-connection.ts';

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
  const referrers: ReferrerDescriptor[] = [];
  let nextToken: string | undefined;
  do {
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
    const page = await registry.call(
      'ListImageReferrers',
      (ecr, options) => ecr.send(new ListImageReferrersCommand(input), options),
      { repositoryName, signal },
    );
    for (const { digest, artifactType, artifactStatus } of page.referrers ?? []) {
      if (digest === undefined) continue;
      referrers.push({ digest, artifactType, isArchived: (artifactStatus ?? 'ACTIVE') !== 'ACTIVE' });
    }
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return referrers;
}
