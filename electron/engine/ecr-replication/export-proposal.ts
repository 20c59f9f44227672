import type { ReplicationProposal } from '../../../shared/models/ecr-replication.ts';
import type { RegistryIdentity } from '../../../shared/models/registry.ts';
import type { TemplateSettings } from './plan-creation-templates.ts';
import { fromRules } from './replication-rules.ts';

/** A condition that is true in the account and region of a registry only. */
const isRegistry = ({ registryId, region }: RegistryIdentity): object => ({
  'Fn::And': [
    { 'Fn::Equals': [{ Ref: 'AWS::AccountId' }, registryId] },
    { 'Fn::Equals': [{ Ref: 'AWS::Region' }, region] },
  ],
});

const capitalize = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

/** CloudFormation writes the members of the API with capital letters. */
function capitalizeKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(capitalizeKeys);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [capitalize(key), capitalizeKeys(member)]),
  );
}

function toTemplateProperties(text: string): object {
  const { imageTagMutabilityExclusionFilters: filters, ...settings }: TemplateSettings = JSON.parse(text);
  return {
    ...Object(capitalizeKeys(settings)),
    ...(filters && {
      ImageTagMutabilityExclusionFilters: filters.map(({ filter, filterType }) => ({
        ImageTagMutabilityExclusionFilterType: filterType,
        ImageTagMutabilityExclusionFilterValue: filter,
      })),
    }),
  };
}

function listTemplates({ creationTemplates }: ReplicationProposal): Readonly<Record<string, object>> {
  const created = creationTemplates.filter((change) => change.kind === 'create');
  return Object.fromEntries(
    created.map(({ prefix, template }, index) => {
      const resource = {
        Type: 'AWS::ECR::RepositoryCreationTemplate',
        Condition: 'IsDestination',
        DeletionPolicy: 'Retain',
        Properties: {
          Prefix: prefix,
          AppliedFor: ['REPLICATION'],
          Description: 'Settings of repositories that replication creates',
          ...toTemplateProperties(template),
        },
      };
      return [`CreationTemplate${index + 1}`, resource];
    }),
  );
}

function listPolicies({ registryPolicy }: ReplicationProposal): Readonly<Record<string, object>> {
  if (!('after' in registryPolicy)) return {};
  const PolicyText: unknown = JSON.parse(registryPolicy.after);
  return {
    RegistryPolicy: {
      Type: 'AWS::ECR::RegistryPolicy',
      Condition: 'IsDestination',
      DeletionPolicy: 'Retain',
      Properties: { PolicyText },
    },
  };
}

/**
 * Writes a proposal as one CloudFormation template for two stacks: in the registry of the destination first, then in that
 * of the source. Each creates only the resources of its registry. CloudFormation replaces the whole replication
 * configuration and the whole registry policy, so the template contains the merged ones.
 *
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecr-replicationconfiguration.html
 */
export function exportProposal(proposal: ReplicationProposal): string {
  const { source, destination, configuration } = proposal;
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: `ECR replication from ${source.registryId} in ${source.region} to ${destination.registryId} in ${destination.region}. Create a stack with this template in the destination first, then in the source. It contains all existing replication rules and policy statements, because CloudFormation replaces them.`,
    Conditions: { IsSource: isRegistry(source), IsDestination: isRegistry(destination) },
    Resources: {
      ...listPolicies(proposal),
      ...listTemplates(proposal),
      ReplicationConfiguration: {
        Type: 'AWS::ECR::ReplicationConfiguration',
        Condition: 'IsSource',
        DeletionPolicy: 'Retain',
        Properties: { ReplicationConfiguration: capitalizeKeys(fromRules(configuration.after)) },
      },
    },
  };
  return `${JSON.stringify(template, null, 2)}\n`;
}

/** `ecr-replication-111122223333-eu-west-1.json` */
export const proposalFileName = ({ source }: ReplicationProposal): string =>
  `ecr-replication-${source.registryId}-${source.region}.json`;
