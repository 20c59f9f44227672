import SpaceBetween from '@cloudscape-design/components/space-between';
import type { AppliedReplication, ReplicationProposal } from '../../../../shared/models/ecr-replication.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { AppliedSteps } from './applied-steps.tsx';
import { ConfigurationTable } from './configuration-table.tsx';
import { CreationTemplates } from './creation-templates.tsx';
import { ExistingImages } from './existing-images.tsx';
import { MatchedRepositories } from './matched-repositories.tsx';
import { PrefixField } from './prefix-field.tsx';
import { RegistryPolicy } from './registry-policy.tsx';
import { RepositoryNames } from './repository-names.tsx';
import { RequiredPermissions } from './required-permissions.tsx';
import styles from './setup.module.css';
import { Section } from '../../../components/section.tsx';

interface Props {
  readonly proposal: ReplicationProposal;
  /** The result, after the proposal was applied. */
  readonly applied: AppliedReplication | undefined;
  /** True while a proposal with other prefixes is computed. */
  readonly isBusy: boolean;
  readonly createTemplates: boolean;
  readonly onCreateTemplates: (createTemplates: boolean) => void;
  readonly onPrefixes: (prefixes: readonly string[]) => void;
}

/** Everything that the setup of ECR replication changes, in the order of the changes; once it is active, what was changed. */
export function ProposalDetails({
  proposal,
  applied,
  isBusy,
  createTemplates,
  onCreateTemplates,
  onPrefixes,
}: Props) {
  const { source, destination, repositories, prefixes, alsoMatched } = proposal;
  return (
    <SpaceBetween size="s">
      {applied && (
        <Section title="Result">
          <AppliedSteps applied={applied} />
        </Section>
      )}
      <Section title="Repositories">
        <SpaceBetween size="s">
          <RepositoryNames names={repositories} />
          <div>
            <Registry side="source" registry={source} />
            <Registry side="destination" registry={destination} />
          </div>
          {!applied && (
            <PrefixField
              key={prefixes.join('\n')}
              prefixes={prefixes}
              isBusy={isBusy}
              onChange={onPrefixes}
            />
          )}
          <MatchedRepositories alsoMatched={alsoMatched} />
        </SpaceBetween>
      </Section>
      {!applied?.isActive && (
        <>
          <ConfigurationTable configuration={proposal.configuration} />
          <Section title="Registry policy of the destination">
            <RegistryPolicy change={proposal.registryPolicy} />
          </Section>
          <Section title="Settings of repositories that ECR creates">
            <CreationTemplates
              changes={proposal.creationTemplates}
              isCreating={createTemplates}
              onCreating={onCreateTemplates}
            />
          </Section>
        </>
      )}
      <Section title="Existing images">
        <ExistingImages need={proposal.backfill} />
      </Section>
      {proposal.permissions.length > 0 && (
        <Section title="Required permissions">
          <RequiredPermissions permissions={proposal.permissions} />
        </Section>
      )}
    </SpaceBetween>
  );
}

const Registry = ({ side, registry }: { readonly side: Side; readonly registry: RegistryIdentity }) => (
  <div className={styles.registry}>
    <SideBadge side={side} />
    <span>
      Account <AccountName accountId={registry.registryId} />, {registry.region}, profile {registry.profile}
    </span>
  </div>
);
