import { describe, expect } from 'vitest';
import { codeOf, sha256, test } from '../../testing/oci-registry-test.ts';

describe('access', () => {
  test('requires Basic authentication', async ({ fixture }) => {
    const response = await fetch(`http://${fixture.host}/v2/`);
    expect(response.headers.get('www-authenticate')).toBe(
      `Basic realm="http://${fixture.host}/",service="ecr.amazonaws.com"`,
    );
    expect(await codeOf(response)).toEqual([401, 'UNAUTHORIZED']);
  });

  test('accepts the password of GetAuthorizationToken, for the user AWS only', async ({ fixture }) => {
    expect((await fixture.send('GET', '/v2/')).status).toBe(200);
    const other = Buffer.from(`ana:${fixture.password}`).toString('base64');
    const response = await fixture.send('GET', '/v2/', { headers: { authorization: `Basic ${other}` } });
    expect(response.status).toBe(401);
  });

  test('reports an expired password', async ({ fixture }) => {
    fixture.ecr.tokens.expireAll();
    const response = await fixture.send('GET', '/v2/team/api/tags/list');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Your authorization token has expired');
  });

  test('denies an action without permission', async ({ fixture }) => {
    fixture.ecr.faults.deny({ action: 'ecr:InitiateLayerUpload' });
    expect(await codeOf(await fixture.send('POST', '/v2/team/api/blobs/uploads/'))).toEqual([403, 'DENIED']);
  });

  test('supports neither the catalog nor deleting manifests', async ({ fixture }) => {
    expect(await codeOf(await fixture.send('GET', '/v2/_catalog'))).toEqual([404, 'UNSUPPORTED']);
    const response = await fixture.send('DELETE', '/v2/team/api/manifests/latest');
    expect(await codeOf(response)).toEqual([405, 'UNSUPPORTED']);
  });

  test('throttles at the same rates as the API', async ({ fixture }) => {
    fixture.ecr.throttle.rates = { ListImages: 1 };
    expect((await fixture.send('GET', '/v2/team/api/tags/list')).status).toBe(200);
    expect(await codeOf(await fixture.send('GET', '/v2/team/api/tags/list'))).toEqual([
      429,
      'TOOMANYREQUESTS',
    ]);
  });
});

describe('the call log', () => {
  test('names the operation, the caller and the outcome', async ({ fixture }) => {
    await fixture.send('GET', '/v2/team/api/manifests/none');
    const {
      service: where,
      operation,
      principalArn,
      repositoryName,
      outcome,
    } = fixture.ecr.calls.all[0] ?? {};
    expect({ where, operation, principalArn, repositoryName, outcome }).toEqual({
      where: 'registry',
      operation: 'BatchGetImage',
      principalArn: fixture.principalArn,
      repositoryName: 'team/api',
      outcome: 'MANIFEST_UNKNOWN',
    });
  });

  test('records a response that was lost after the call was applied', async ({
    fixture,
    pushManifest,
    putManifest,
  }) => {
    const { text } = await pushManifest('1.0');
    fixture.ecr.faults.add({ kind: 'lose-answer', operation: 'PutImage' });
    await expect(putManifest('2.0', text)).rejects.toThrow('fetch failed');
    expect(fixture.registry.repository('team/api').tags.get('2.0')).toBe(sha256(text));
  });
});

describe('the switches of the local ECR', () => {
  test('slow down a push', async ({ fixture, pushBlob }) => {
    fixture.ecr.network.shape = { up: { bytesPerSecondPerConnection: 1_000_000 } };
    const begin = performance.now();
    await pushBlob(Buffer.alloc(300_000));
    expect(performance.now() - begin).toBeGreaterThan(250);
  });

  test.for([
    [{ kind: 'throttle' }, 429, 'TOOMANYREQUESTS'],
    [{ kind: 'access-denied' }, 403, 'DENIED'],
    [{ kind: 'server-error', status: 503 }, 503, 'UNKNOWN'],
  ] as const)('make a call fail: %o', async ([fault, status, code], { fixture }) => {
    fixture.ecr.faults.add({ ...fault, operation: 'ListImages' });
    expect(await codeOf(await fixture.send('GET', '/v2/team/api/tags/list'))).toEqual([status, code]);
    expect((await fixture.send('GET', '/v2/team/api/tags/list')).status).toBe(200);
  });
});
