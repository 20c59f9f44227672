import { z } from 'zod';
import { boundedText, maxRepositoryName } from '../models/bounds.ts';
import type { AppliedReplication, ReplicationOffer } from '../models/ecr-replication.ts';
import { replicationLimits } from '../models/ecr-replication.ts';
import { digestSchema } from '../models/image.ts';
import { accountIdSchema, regionSchema, registrySelectionSchema } from '../models/registry.ts';
import type { ImageReplication, RegistryReplication } from '../models/registry-replication.ts';
import type { Backfill } from '../models/replication-backfill.ts';
import { backfillIdSchema } from '../models/replication-backfill.ts';
import { call } from './call.ts';
import { confirmation, repositorySelection } from './inputs.ts';

/** Confirmations of the two accounts when they are protected: `confirmation` of the destination, both when they are one account. */
const bothConfirmations = { confirmation, sourceConfirmation: confirmation };
const byProposalId = z.object({ proposalId: z.uuid() });
const byBackfillId = z.object({ selection: registrySelectionSchema, backfillId: backfillIdSchema });
/** Prefixes of repository names instead of the names themselves; each chosen repository starts with one of them. */
const prefixes = z
  .array(
    boundedText(maxRepositoryName)
      .min(2, 'A prefix has at least 2 characters.')
      .regex(
        /^[a-z0-9](?:[a-z0-9._-]|\/(?!\/))*$/,
        'A prefix is the beginning of a repository name, as in team/ or team/api.',
      ),
  )
  .min(1)
  .max(replicationLimits.prefixesPerRule)
  .optional();

/** The requests about ECR's own replication. */
export const replicationRequests = {
  /** Whether ECR's own replication gives the result of a plan or batch, and what its setup changes. Changes nothing at AWS. */
  'replication.offer': call<ReplicationOffer>()(
    z.union([z.object({ planId: z.uuid(), prefixes }), z.object({ batchId: z.uuid(), prefixes })]),
  ),
  /**
   * Makes the changes of a proposal. A step that fails is part of the answer. Rejects with `plan-outdated`, before any change,
   * when the registry's rules have changed since the offer; with `account-protected` and the side of an unconfirmed account.
   */
  'replication.apply': call<AppliedReplication>()(
    byProposalId.extend({ createTemplates: z.boolean().default(true), ...bothConfirmations }),
  ),
  /** Shows a save dialog for a CloudFormation template, and answers the path; null when the user canceled. */
  'replication.export': call<string | null>()(byProposalId),
  /** The replication settings of a registry. Follow its unfinished backfills with `replication.followBackfill`. */
  'replication.read': call<RegistryReplication>()(registrySelectionSchema),
  'replication.status': call<readonly ImageReplication[]>()(
    repositorySelection.extend({ digests: z.array(digestSchema).min(1).max(100) }),
  ),
  /**
   * Starts to copy the existing images, and follows the backfill. Rejects with `account-protected`; with `wrong-account` when
   * the profile belongs to another account than `accountId`, which the user saw as the source.
   */
  'replication.startBackfill': call<Backfill>()(
    z.object({
      selection: registrySelectionSchema,
      accountId: accountIdSchema,
      destination: z.object({ accountId: accountIdSchema, region: regionSchema }),
      ...bothConfirmations,
    }),
  ),
  /** Images that are copied already remain. */
  'replication.stopBackfill': call<Backfill>()(byBackfillId),
  /** The last known states of the backfills that the app followed since its start, and those of an earlier start that have not ended. */
  'replication.listFollowed': call<readonly Backfill[]>()(z.undefined()),
  /** Reads a backfill, with the results of a finished one; `replication.backfillUpdated` reports the progress of an unfinished one. */
  'replication.followBackfill': call<Backfill>()(byBackfillId),
} as const;
