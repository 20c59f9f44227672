import { afterAll, beforeAll, expect, it } from 'vitest';
import { findAwsCli } from './clients/aws-cli.ts';
import { allClaims } from './claims/all-claims.ts';
import { ceilings } from './core/announcement.ts';
import { mebibyte } from './core/content.ts';
import type { ClaimArea } from './core/claim.ts';
import { runClaims, type ClaimResult } from './core/run-claims.ts';
import { openLocalTarget, type LocalTarget } from './testing/local-target.ts';

let local: LocalTarget;
let results: readonly ClaimResult[];

const isAbout =
  (...names: readonly string[]) =>
  ({ claims }: ClaimArea): boolean =>
    names.some((name) => claims[0]?.id.startsWith(`${name}/`));
const isClient = isAbout('aws-cli', 'skopeo');
const isQuota = isAbout('quotas');

beforeAll(async () => {
  local = await openLocalTarget();
  const { signal } = new AbortController();
  const run = async (areas: readonly ClaimArea[]) => runClaims(areas, local.context, signal);
  // The clients run in processes of their own, in parallel to the other claims; claims that exceed a quota run alone.
  const beside = await Promise.all([
    run(allClaims.filter((area) => !isClient(area) && !isQuota(area))),
    run(allClaims.filter(isClient)),
  ]);
  // However slowly a busy machine sends the requests, they exceed this rate.
  local.ecr.throttle.rates = { InitiateLayerUpload: 4 };
  results = [...beside, await run(allClaims.filter(isQuota))].flat();
});
afterAll(async () => local.close());

const namesOf = (kind: ClaimResult['outcome']['kind'], areas?: readonly string[]) =>
  results
    .filter(({ outcome, area }) => outcome.kind === kind && !areas?.includes(area))
    .map(({ claim }) => claim.id);

it('confirms every claim with the local ECR', () => {
  const differing = results.filter(({ outcome }) => outcome.kind === 'differs');
  expect(differing.map(({ claim, outcome }) => ({ id: claim.id, outcome }))).toEqual([]);
});

it('tries all claims except those whose prerequisites are missing', () => {
  const withoutCli = findAwsCli() === undefined && process.env.CI === undefined;
  expect(namesOf('untried', withoutCli ? ['The AWS CLI'] : [])).toEqual([
    'errors/expired-token',
    'errors/kms',
    'errors/unreferenced-upload-ends',
    'limits/parts-per-layer',
    'limits/layer-size',
    'limits/images-per-repository',
    'quotas/repositories-per-registry',
  ]);
});

it('has a unique id and a sentence for each claim', () => {
  const claims = allClaims.flatMap((area) => area.claims);
  expect(new Set(claims.map(({ id }) => id)).size).toBe(claims.length);
  expect(claims.filter(({ statement }) => !/[\w.'`”]$/.test(statement))).toEqual([]);
});

it('creates no more than it announces', () => {
  const { first, second } = local.context;
  expect(first.repositories.count).toBeLessThanOrEqual(ceilings.repositories.first);
  expect(second.repositories.count).toBeLessThanOrEqual(ceilings.repositories.second);
  expect(local.ecr.calls.layerBytes).toBeLessThanOrEqual(ceilings.megabytes * mebibyte);
  const images = [first, second]
    .flatMap(({ accountId, target }) => [
      ...local.ecr.registry(accountId, target.region).repositories.values(),
    ])
    .reduce((sum, repository) => sum + repository.images.size, 0);
  expect(images).toBeLessThanOrEqual(ceilings.images);
  expect(local.ecr.calls.all.length).toBeLessThanOrEqual(ceilings.requests);
});

it('removes every repository that it created', async () => {
  const registries = [local.context.first, local.context.second];
  for (const registry of registries) expect(await registry.repositories.removeAll()).toEqual([]);
  for (const { accountId, target } of registries)
    expect(local.ecr.registry(accountId, target.region).repositories.size).toBe(0);
});
