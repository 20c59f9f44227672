import type { Descriptions } from './description.ts';

/** Descriptions of errors about ECR's own replication, by ECR's error name (ECR API reference). */
export const replicationErrors: Descriptions = {
  ReplicationBackfillInProgressException: ({ region }) => ({
    code: 'invalid-input',
    message: `A backfill from ${region} to this destination region is in progress, and ECR runs one at a time. Wait until it has ended, or stop it.`,
  }),
  ReplicationBackfillInvalidStatusException: () => ({
    code: 'invalid-input',
    message: 'The backfill has ended or is stopping already. Refresh the list of backfills.',
  }),
  ReplicationBackfillNotFoundException: ({ region }) => ({
    code: 'invalid-input',
    message: `ECR in ${region} does not have this backfill any more: it keeps them for 90 days. Refresh the list of backfills.`,
  }),
  TemplateAlreadyExistsException: ({ region }) => ({
    code: 'invalid-input',
    message: `The registry in ${region} has a repository creation template with this prefix already. Review the changes again.`,
    action: 'plan-again',
  }),
};
