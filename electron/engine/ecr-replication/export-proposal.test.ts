import { expect } from 'vitest';
import { z } from 'zod';
import { checkResource } from '../../testing/aws-stack/check-resource.ts';
import { test } from '../../testing/ecr-replication-test.ts';
import { exportProposal, proposalFileName } from './export-proposal.ts';

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) }),
  ),
});

test('exports one template, with the resources of each registry in its own stack', async ({
  registries,
  proposals,
  seed,
  plan,
}) => {
  const repository = await seed('team/api', '1.0');
  repository.settings.tagMutability = 'IMMUTABLE_WITH_EXCLUSION';
  repository.settings.exclusionFilters = [{ filterType: 'WILDCARD', filter: 'dev-*' }];
  registries.source.replicationRules = [
    { destinations: [{ registryId: '111111111111', region: 'us-east-1' }] },
  ];
  const offer = await proposals.offer([await plan('team/api')], undefined);
  if (offer.kind === 'not-offered') throw new Error(offer.reason);
  expect(proposalFileName(offer.proposal)).toBe('ecr-replication-111111111111-eu-west-1.json');
  const template = templateSchema.parse(JSON.parse(exportProposal(offer.proposal)));
  const problems = Object.entries(template.Resources).flatMap(([name, { Type, Properties }]) =>
    checkResource(Type, Properties, name),
  );
  expect(problems).toEqual([]);
  expect(template).toMatchObject({
    Resources: {
      RegistryPolicy: {
        Condition: 'IsDestination',
        Properties: { PolicyText: { Statement: [{ Sid: 'ReplicationFrom111111111111' }] } },
      },
      CreationTemplate1: {
        Type: 'AWS::ECR::RepositoryCreationTemplate',
        Properties: {
          Prefix: 'team',
          AppliedFor: ['REPLICATION'],
          ImageTagMutability: 'IMMUTABLE_WITH_EXCLUSION',
          ImageTagMutabilityExclusionFilters: [
            {
              ImageTagMutabilityExclusionFilterType: 'WILDCARD',
              ImageTagMutabilityExclusionFilterValue: 'dev-*',
            },
          ],
        },
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
