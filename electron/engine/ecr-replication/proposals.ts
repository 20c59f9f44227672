import { randomUUID } from 'node:crypto';
import type { AccountProtection } from '../../../shared/models/account.ts';
import type {
  AppliedReplication,
  ReplicationOffer,
  ReplicationProposal,
} from '../../../shared/models/ecr-replication.ts';
import type { Plan } from '../../../shared/models/plan.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { Side } from '../../../shared/models/result.ts';
import type { AwsAccess } from '../aws/clients/aws-access.ts';
import type { RegistryConnection } from '../aws/clients/registry-connection.ts';
import { EngineError } from '../errors/engine-error.ts';
import { applyProposal } from './apply-proposal.ts';
import type { Confirmations } from './assert-both-confirmed.ts';
import { assertBothConfirmed } from './assert-both-confirmed.ts';
import { offerReplication } from './offer-replication.ts';
import { createRegistryReader } from './registry-reader.ts';

/** Offers ECR's own replication for plans, and caches the proposals until they are applied. */
export interface Proposals {
  /** @param prefixes instead of the names of the repositories. @throws EngineError when a registry cannot be read. */
  offer(plans: readonly Plan[], prefixes: readonly string[] | undefined): Promise<ReplicationOffer>;
  /** @throws EngineError `plan-outdated` when the proposal is no longer cached. */
  get(id: string): ReplicationProposal;
  /** Forgets what the registries answered: it may have been changed in another program. */
  clearCache(): void;
  /** @throws EngineError `account-protected`, or `plan-outdated` before any change. */
  apply(
    id: string,
    options: Confirmations & { readonly createTemplates: boolean },
  ): Promise<AppliedReplication>;
}

interface ProposalsOptions {
  readonly access: AwsAccess;
  readonly protection: () => AccountProtection;
  /** Milliseconds for which the answers of registries are used for further plans. */
  readonly cacheLifetime?: number;
}

/** The oldest is removed first. */
const maxProposals = 20;

/** Every plan of a review asks for an offer. Before a change is made, what it replaces is read again. */
const defaultCacheLifetime = 5 * 60_000;

/** Creates an empty cache. A proposal that 20 later ones displaced is `plan-outdated`. */
export function createProposals({
  access,
  protection,
  cacheLifetime = defaultCacheLifetime,
}: ProposalsOptions): Proposals {
  const proposals = new Map<string, ReplicationProposal>();
  const reader = createRegistryReader(cacheLifetime);

  /** Opens the registry with the account of the plan. */
  const connect = async (
    { profile, region, registryId, accountId }: RegistryIdentity,
    side: Side,
  ): Promise<RegistryConnection> =>
    (await access.connect({ profile, region, registryId }, accountId)).forSide(side);

  const get = (id: string): ReplicationProposal => {
    const proposal = proposals.get(id);
    if (proposal) return proposal;
    throw new EngineError({
      code: 'plan-outdated',
      message: 'This proposal is no longer available. Review the changes again.',
      retryable: false,
      action: 'plan-again',
    });
  };

  return {
    async offer(plans, prefixes) {
      const offered = await offerReplication(plans, prefixes, connect, reader);
      if (offered.kind === 'not-offered') return offered;
      const proposal = { id: randomUUID(), ...offered.proposal };
      proposals.set(proposal.id, proposal);
      const [oldest] = proposals.keys();
      if (proposals.size > maxProposals && oldest !== undefined) proposals.delete(oldest);
      return { kind: 'offered', proposal };
    },
    get,
    clearCache: () => reader.clear(),
    async apply(id, { createTemplates, ...confirmations }) {
      const proposal = get(id);
      const accounts = { source: proposal.source.registryId, destination: proposal.destination.registryId };
      assertBothConfirmed(accounts, protection(), confirmations);
      const [source, destination] = await Promise.all([
        connect(proposal.source, 'source'),
        connect(proposal.destination, 'destination'),
      ]);
      try {
        return await applyProposal(proposal, { source, destination }, createTemplates);
      } finally {
        reader.clear();
      }
    },
  };
}
