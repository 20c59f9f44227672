import { expect } from 'vitest';
import { test } from '../../testing/ecr-replication-test.ts';
import { exportProposal, proposalFileName } from './export-proposal.ts';

test('exports one template, with the resources of each registry in its own stack', async ({
  registries,
  proposals,
  seed,
  plan,
}) => {
  const repository = await seed('team/api', '1.0');
  repository.settings.tagMutability = 'IMMUTABLE';
  registries.source.replicationRules = [
    { destinations: [{ registryId: '111111111111', region: 'us-east-1' }] },
  ];
  const offer = await proposals.offer([await plan('team/api')], undefined);
  if (offer.kind === 'not-offered') throw new Error(offer.reason);
  expect(proposalFileName(offer.proposal)).toBe('ecr-replication-111111111111-eu-west-1.json');
  expect(JSON.parse(exportProposal(offer.proposal))).toMatchObject({
    Resources: {
      RegistryPolicy: {
        Condition: 'IsDestination',
        Properties: { PolicyText: { Statement: [{ Sid: 'ReplicationFrom111111111111' }] } },
      },
      CreationTemplate1: {
        Type: 'AWS::ECR::RepositoryCreationTemplate',
        Properties: { Prefix: 'team', AppliedFor: ['REPLICATION'], ImageTagMutability: 'IMMUTABLE' },
      },
      ReplicationConfiguration: {
        Condition: 'IsSource',
        Properties: {
          ReplicationConfiguration: {
            Rules: [
              { Destinations: [{ RegistryId: '111111111111', Region: 'us-east-1' }] },
              {
                Destinations: [{ RegistryId: '222222222222', Region: 'us-east-1' }],
                RepositoryFilters: [{ Filter: 'team/api', FilterType: 'PREFIX_MATCH' }],
              },
            ],
          },
        },
      },
    },
  });
});
