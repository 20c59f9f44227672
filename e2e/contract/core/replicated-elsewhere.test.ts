import { expect, it } from 'vitest';
import { listDestinations } from './replicated-elsewhere.ts';

const destinations = [{ region: 'us-east-1', registryId: '111122223333' }];
const byPrefix = (filter: string) => [
  { destinations, repositoryFilters: [{ filter, filterType: 'PREFIX_MATCH' as const }] },
];

it('finds the replication rules that apply to the repositories of a run', () => {
  const name = 'ecr-contract-0123456789ab/any';
  expect(listDestinations([], name)).toEqual([]);
  expect(listDestinations([{ destinations }], name)).toEqual(['111122223333 in us-east-1']);
  expect(listDestinations(byPrefix('ecr-'), name)).toEqual(['111122223333 in us-east-1']);
  expect(listDestinations(byPrefix('prod/'), name)).toEqual([]);
});
