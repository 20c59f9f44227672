import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type {
  AppliedReplication,
  ReplicationProposal,
  BackfillNeed,
  SetupPermissions,
} from '../../../../shared/models/ecr-replication.ts';
import type { RegistryIdentity } from '../../../../shared/models/registry.ts';
import type { Side } from '../../../../shared/models/result.ts';
import { AccountName } from '../../../components/account-name.tsx';
import { SideBadge } from '../../../components/side-badge.tsx';
import { AppliedSteps } from './applied-steps.tsx';
import { ConfigurationTable } from './configuration-table.tsx';
import { CreationTemplates } from './creation-templates.tsx';
import { MatchedRepositories } from './matched-repositories.tsx';
import { PrefixField } from './prefix-field.tsx';
import { RegistryPolicy } from './registry-policy.tsx';
import { RepositoryNames } from './repository-names.tsx';
import styles from './setup.module.css';
import { Section } from '../../../components/section.tsx';
import { formatCount } from '../../../../shared/format/counts.ts';
import { CopyAction } from '../../../components/copy-button.tsx';

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

/** Whether the images that exist already need a backfill. */
function ExistingImages({ need }: { readonly need: BackfillNeed }) {
  switch (need.kind) {
    case 'not-needed':
      return <StatusIndicator>The destination has all images of these repositories.</StatusIndicator>;
    case 'needed':
      return (
        <div>
          The rules apply to images that are pushed later. The destination lacks{' '}
          <b>{formatCount(need.images, 'image')}</b> of these repositories: start a backfill after the rules
          are applied.
          {need.coveredRepositories !== undefined &&
            ` It covers all ${formatCount(need.coveredRepositories, 'repository', 'repositories')} that the rules for this destination match.`}
        </div>
      );
  }
}

/** The identity policies that the setup needs. */
const RequiredPermissions = ({ permissions }: { readonly permissions: readonly SetupPermissions[] }) =>
  permissions.map(({ side, arn, policy }) => (
    <div key={`${side} ${arn}`} className={`${styles.policies} ${styles.item}`}>
      <SideBadge side={side} />
      <span>{arn}</span>
      <CopyAction text={policy}>Copy policy</CopyAction>
    </div>
  ));
