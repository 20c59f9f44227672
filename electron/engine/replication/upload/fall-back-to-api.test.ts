import { describe, expect } from 'vitest';
import { createCopyTest } from '../../../testing/copy-test.ts';
import type { TwoRegistries } from '../../../testing/two-registries.ts';
import { createRegistryPings } from '../../oci-registry/ping-registry.ts';

const test = createCopyTest({ layerSize: 11 * 1024 * 1024, replicator: { uploadMethod: 'auto' } });

const layerCalls = ({ ecr }: TwoRegistries, service: 'api' | 'registry') =>
  ecr.calls
    .of('InitiateLayerUpload', 'UploadLayerPart', 'CompleteLayerUpload')
    .filter((call) => call.service === service);

describe('falls back to the API', () => {
  test('when the registry endpoint keeps failing during the copy, and reports why', async ({
    copy,
    registries,
  }) => {
    // Layer and config each send once, and then request the status five times. One fault remains for the API.
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CompleteLayerUpload', times: 2 });
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'UploadLayerPart', times: 11 });
    const events = await copy.replicate({ uploadMethod: 'auto' });
    expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'registry-unavailable')).toMatchObject([
      { error: { code: 'network', side: 'destination' } },
    ]);
    expect(layerCalls(registries, 'api').length).toBeGreaterThan(0);
  });

  test('when the registry keeps nothing of two requests', async ({ copy, registries }) => {
    const lost = {
      kind: 'reset-request-body',
      service: 'registry',
      afterBytes: 6 * 1024 * 1024,
      keepsNothing: true,
      times: 99,
    } as const;
    registries.ecr.faults.add(lost);
    const events = await copy.replicate({ uploadMethod: 'auto' });
    expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'registry-unavailable')).toMatchObject([
      { error: { code: 'network', side: 'destination' }, retryIn: expect.closeTo(60_000) },
    ]);
    expect(registries.ecr.faults.waiting).toHaveLength(1);
    const cut = layerCalls(registries, 'registry').filter(({ outcome }) => outcome === 'aborted');
    expect(cut.map(({ operation }) => operation)).toEqual(['CompleteLayerUpload', 'UploadLayerPart']);
  });

  test('when the token is denied', async ({ copy, registries }) => {
    registries.ecr.faults.deny({ action: 'ecr:GetAuthorizationToken' });
    const events = await copy.replicate({ uploadMethod: 'auto' });
    expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
    expect(events.filter(({ kind }) => kind === 'registry-unavailable')).toMatchObject([
      { error: { code: 'access-denied' } },
    ]);
  });

  test('when every token is refused, and names the refused request', async ({ copy, registries }) => {
    registries.ecr.faults.add({ kind: 'expired-token', operation: 'CheckAccess', times: 9 });
    const ping = createRegistryPings()(copy.destination);
    await expect(ping).rejects.toMatchObject({
      data: {
        code: 'access-denied',
        side: 'destination',
        message: expect.stringMatching(/^127\.0\.0\.1:\d+ refused GET \/v2\/ with the authorization token/),
      },
    });
    registries.ecr.faults.clear();
    // Of the two blobs, layer and config, one is refused twice.
    registries.ecr.faults.add({ kind: 'expired-token', operation: 'CompleteLayerUpload', times: 3 });
    const events = await copy.replicate({ uploadMethod: 'auto' });
    expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
    expect(events.find(({ kind }) => kind === 'registry-unavailable')).toMatchObject({
      error: {
        code: 'access-denied',
        message: expect.stringContaining('refused PUT /v2/copy/destination'),
      },
      retryIn: undefined,
    });
  });

  test('when a response of the registry never ends', async ({ copy, registries }) => {
    registries.ecr.faults.add({ kind: 'endless-answer', operation: 'CheckAccess' });
    await expect(createRegistryPings()(copy.destination)).rejects.toMatchObject({
      data: {
        code: 'not-aws',
        side: 'destination',
        message: expect.stringMatching(
          /^The response to GET \/v2\/ is not from 127\.0\.0\.1:\d+: it is larger than any response of AWS\./,
        ),
        retryable: false,
      },
    });
    expect(registries.ecr.calls.of('CheckAccess')).toHaveLength(1);
    registries.ecr.faults.add({ kind: 'endless-answer', operation: 'InitiateLayerUpload', times: 2 });
    const events = await copy.replicate({ uploadMethod: 'auto' });
    expect([...copy.to.tags]).toEqual([['v1', copy.seeded.digest]]);
    expect(events.find(({ kind }) => kind === 'registry-unavailable')).toMatchObject({
      error: {
        code: 'not-aws',
        message: expect.stringContaining('The response to POST /v2/copy/destination'),
      },
    });
  });

  test('but not after one failed ping', async ({ copy, registries }) => {
    registries.ecr.faults.add({ kind: 'reset-request', operation: 'CheckAccess' });
    await createRegistryPings()(copy.destination);
    expect(registries.ecr.calls.of('CheckAccess')).toHaveLength(2);
  });

  test('whose ping is shared by the repositories of a registry', async ({ copy, registries }) => {
    const ping = createRegistryPings();
    await ping(copy.destination);
    await ping({ ...copy.destination, name: 'another/repository' });
    expect(registries.ecr.calls.of('CheckAccess')).toHaveLength(1);
  });

  test('but not for an error of the source', async ({ copy, registries }) => {
    registries.ecr.faults.add({ kind: 'corrupt-layer', times: 99 });
    await expect(copy.replicate({ uploadMethod: 'auto' })).rejects.toMatchObject({
      data: { code: 'digest-mismatch' },
    });
    expect(layerCalls(registries, 'api')).toEqual([]);
  });
});
