import { z } from 'zod';
import { EcrError } from '../../registry/ecr-error.ts';
import { cacheRuleOf } from '../../registry/pull-through-cache.ts';
import { listReferrers } from '../../registry/referrers.ts';
import { repositoryOperation } from '../protocol/operation.ts';
import { choice, digest, list, repositoryInput, text, whole } from '../protocol/schema.ts';

export const listImageReferrers = repositoryOperation({
  action: 'ecr:BatchGetImage',
  input: z.object({
    ...repositoryInput,
    subjectId: z.object({ imageDigest: digest }),
    filter: z
      .object({
        artifactTypes: list(text(1, 255), 0, 5).optional(),
        artifactStatus: choice('ACTIVE', 'ARCHIVED', 'ACTIVATING', 'ANY').optional(),
      })
      .optional(),
    nextToken: z.string().optional(),
    maxResults: whole(1, 50).optional(),
  }),
  run: (repository, { subjectId, filter, nextToken, maxResults = 20 }, { registry }) => {
    if (cacheRuleOf(registry, repository.name)) {
      throw new EcrError(
        'UnableToListUpstreamImageReferrersException',
        'The referrer or referrers were unable to be listed from the upstream registry.',
      );
    }
    const page = listReferrers(repository, {
      ...filter,
      subject: subjectId.imageDigest,
      nextToken,
      maxResults,
    });
    return { referrers: page.items, nextToken: page.nextToken };
  },
});
