import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Fault } from '../../electron/local-ecr/faults/fault.ts';
import { findAwsCli } from './clients/aws-cli.ts';
import { allClaims } from './claims/all-claims.ts';
import { runClaims, type ClaimResult } from './core/run-claims.ts';
import { openContext, openLocalTarget, type LocalTarget } from './testing/local-target.ts';
import { startRenamingRelay } from './testing/renaming-relay.ts';

let local: LocalTarget;
beforeEach(async () => {
  local = await openLocalTarget();
});
afterEach(async () => local.close());

/** Tries the claims with these ids only. */
async function tryClaims(...ids: readonly string[]): Promise<readonly ClaimResult['outcome'][]> {
  const areas = allClaims.map((area) => ({
    ...area,
    claims: area.claims.filter(({ id }) => ids.includes(id)),
  }));
  const results = await runClaims(areas, local.context, new AbortController().signal);
  expect(results.map(({ claim }) => claim.id).toSorted()).toEqual(ids.toSorted());
  return results.map(({ outcome }) => outcome);
}

const otherName = { name: 'LayerDigestMismatchException', message: 'Other words', kind: 'refuse' } as const;

const faults: readonly (readonly [claim: string, fault: Fault, seen: string])[] = [
  ['layers/wrong-digest', { ...otherName, operation: 'CompleteLayerUpload' }, otherName.name],
  ['texts/InvalidLayerException', { ...otherName, operation: 'CompleteLayerUpload' }, otherName.message],
  ['layers/already-exists', { ...otherName, operation: 'CompleteLayerUpload', times: 2 }, otherName.name],
  ['images/exact-bytes', { ...otherName, operation: 'BatchGetImage' }, otherName.name],
  ['errors/create-on-push', { ...otherName, operation: 'InitiateLayerUpload' }, otherName.name],
  ['immutability/tag-stays', { ...otherName, operation: 'PutImage', times: 2 }, otherName.name],
  ['resume/registry-status', { kind: 'stale-range', operation: 'UploadLayerPart' }, "[ 204, '0-0' ]"],
  ['downloads/whole', { kind: 'corrupt-layer', operation: 'DownloadLayer' }, '[ 200, false ]'],
  ['downloads/range', { kind: 'truncate-layer', operation: 'DownloadLayer', afterBytes: 10 }, 'false ]'],
  [
    'layers/unreferenced-layer',
    { kind: 'collect-layers', operation: 'BatchCheckLayerAvailability' },
    'UNAVAILABLE',
  ],
  ...(findAwsCli() === undefined
    ? []
    : [['aws-cli/error', { ...otherName, operation: 'DescribeImages' }, otherName.name] as const]),
];

it.each(faults)('reports that %s differs when the registry does', async (claim, fault, seen) => {
  local.ecr.faults.add(fault);
  const [outcome] = await tryClaims(claim);
  expect(outcome).toEqual({
    kind: 'differs',
    expected: expect.any(String),
    seen: expect.stringContaining(seen),
  });
});

it('does not report a denied permission or a failed network as a difference', async () => {
  local.ecr.faults.add({ kind: 'access-denied', operation: 'CompleteLayerUpload' });
  expect(await tryClaims('layers/two-parts')).toEqual([
    { kind: 'untried', reason: expect.stringContaining('AccessDeniedException: User: {identity}') },
  ]);
  await local.ecr.close();
  expect(await tryClaims('layers/two-parts')).toEqual([
    { kind: 'untried', reason: expect.stringContaining('ECONNREFUSED') },
  ]);
});

/** Whether a claim observed an error of the API or of the registry endpoint. */
function isAboutRefusal({ claim: { id }, outcome }: ClaimResult): boolean {
  if (outcome.kind !== 'confirmed') return false;
  // A failure within a successful response is not an error, and errors of the layer store pass no relay.
  if (
    id === 'texts/ImageReferencedByManifestList' ||
    (id.startsWith('downloads/') && id !== 'downloads/missing-layer')
  )
    return false;
  return id.startsWith('texts/') || /Exception|\[ 4\d\d,|^4\d\d/.test(outcome.seen);
}

it('reports every claim about an error as different when errors have other names', async () => {
  const slow = ['limits', 'quotas', 'aws-cli', 'skopeo'];
  const areas = allClaims.filter(({ claims }) => !slow.some((name) => claims[0]?.id.startsWith(`${name}/`)));
  const signal = new AbortController().signal;
  const relay = await startRenamingRelay(local.ecr.endpoint);
  const renamed = await openContext(relay.endpoint);
  try {
    const usual = await runClaims(areas, local.context, signal);
    const aboutRefusals = usual.filter(isAboutRefusal).map(({ claim }) => claim.id);
    expect(aboutRefusals.length).toBeGreaterThan(60);
    const results = await runClaims(areas, renamed, signal);
    const differing = results
      .filter(({ outcome }) => outcome.kind === 'differs')
      .map(({ claim }) => claim.id);
    expect(aboutRefusals.filter((id) => !differing.includes(id))).toEqual([]);
  } finally {
    for (const registry of [renamed.first, renamed.second]) registry.close();
    await relay.close();
  }
});
