import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRegistry, type RegistryFixture } from '../testing/open-registry.ts';

const manifestType = 'application/vnd.oci.image.manifest.v1+json';
const emptyType = 'application/vnd.oci.empty.v1+json';
const sha256 = (bytes: Uint8Array | string): string =>
  `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

let fixture: RegistryFixture;
beforeEach(async () => {
  fixture = await openRegistry();
  fixture.registry.createRepository('team/api');
});
afterEach(async () => fixture.ecr.close());

async function codeOf(response: Response): Promise<[number, string]> {
  const body: unknown = await response.json();
  const text = JSON.stringify(body);
  return [response.status, /^\{"errors":\[\{"code":"(\w+)","message":/.exec(text)?.[1] ?? text];
}

async function beginUpload(repository = 'team/api', query = ''): Promise<string> {
  const response = await fixture.send('POST', `/v2/${repository}/blobs/uploads/${query}`);
  expect(response.status).toBe(202);
  return response.headers.get('location') ?? '';
}

async function pushBlob(bytes: Uint8Array<ArrayBuffer>, repository = 'team/api'): Promise<string> {
  const location = await beginUpload(repository);
  const digest = sha256(bytes);
  const response = await fixture.send('PUT', `${location}?digest=${digest}`, { body: bytes });
  expect(response.status).toBe(201);
  return digest;
}

async function pushManifest(
  reference: string,
  extra: object = {},
  repository = 'team/api',
): Promise<{ response: Response; text: string }> {
  const config = await pushBlob(Buffer.from('{}'), repository);
  const layer = await pushBlob(Buffer.from('layer'), repository);
  const text = JSON.stringify({
    schemaVersion: 2,
    mediaType: manifestType,
    config: { mediaType: emptyType, digest: config, size: 2 },
    layers: [{ mediaType: 'text/plain', digest: layer, size: 5 }],
    ...extra,
  });
  return { response: await putManifest(reference, text, repository), text };
}

const putManifest = async (reference: string, text: string, repository = 'team/api'): Promise<Response> =>
  fixture.send('PUT', `/v2/${repository}/manifests/${reference}`, {
    body: text,
    headers: { 'content-type': manifestType },
  });

describe('access', () => {
  it('requires Basic authentication', async () => {
    const response = await fetch(`http://${fixture.host}/v2/`);
    expect(response.headers.get('www-authenticate')).toBe(
      `Basic realm="http://${fixture.host}/",service="ecr.amazonaws.com"`,
    );
    expect(await codeOf(response)).toEqual([401, 'UNAUTHORIZED']);
  });

  it('accepts the password of GetAuthorizationToken, for the user AWS only', async () => {
    expect((await fixture.send('GET', '/v2/')).status).toBe(200);
    const other = Buffer.from(`ana:${fixture.password}`).toString('base64');
    const response = await fixture.send('GET', '/v2/', { headers: { authorization: `Basic ${other}` } });
    expect(response.status).toBe(401);
  });

  it('reports an expired password', async () => {
    fixture.ecr.tokens.expireAll();
    const response = await fixture.send('GET', '/v2/team/api/tags/list');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('Your authorization token has expired');
  });

  it('denies an action without permission', async () => {
    fixture.ecr.faults.deny({ action: 'ecr:InitiateLayerUpload' });
    expect(await codeOf(await fixture.send('POST', '/v2/team/api/blobs/uploads/'))).toEqual([403, 'DENIED']);
  });

  it('supports neither the catalog nor deleting manifests', async () => {
    expect(await codeOf(await fixture.send('GET', '/v2/_catalog'))).toEqual([404, 'UNSUPPORTED']);
    const response = await fixture.send('DELETE', '/v2/team/api/manifests/latest');
    expect(await codeOf(response)).toEqual([405, 'UNSUPPORTED']);
  });

  it('throttles at the same rates as the API', async () => {
    fixture.ecr.throttle.rates = { ListImages: 1 };
    expect((await fixture.send('GET', '/v2/team/api/tags/list')).status).toBe(200);
    expect(await codeOf(await fixture.send('GET', '/v2/team/api/tags/list'))).toEqual([
      429,
      'TOOMANYREQUESTS',
    ]);
  });
});

describe('uploads', () => {
  it('accepts a blob in chunks, each answered with 201 and the range received', async () => {
    const bytes = Buffer.concat([Buffer.alloc(5 * 1024 * 1024, 'a'), Buffer.from('end')]);
    const location = await beginUpload();
    const first = await fixture.send('PATCH', location, { body: bytes.subarray(0, -3) });
    expect([first.status, first.headers.get('range')]).toEqual([201, `0-${bytes.length - 4}`]);
    const status = await fixture.send('GET', location);
    expect([status.status, status.headers.get('range')]).toEqual([204, `0-${bytes.length - 4}`]);
    const second = await fixture.send('PATCH', location, {
      body: bytes.subarray(-3),
      headers: { 'content-range': `${bytes.length - 3}-${bytes.length - 1}` },
    });
    expect(second.status).toBe(201);
    const closed = await fixture.send('PUT', `${location}?digest=${sha256(bytes)}`);
    expect(closed.status).toBe(201);
    expect(closed.headers.get('location')).toBe(`/v2/team/api/blobs/${sha256(bytes)}`);
    const head = await fixture.send('HEAD', `/v2/team/api/blobs/${sha256(bytes)}`);
    expect(head.headers.get('content-length')).toBe(`${bytes.length}`);
    expect(fixture.ecr.calls.layerBytes).toBe(bytes.length);
  });

  it('rejects a chunk after a gap, and keeps the bytes before it', async () => {
    const location = await beginUpload();
    await fixture.send('PATCH', location, { body: 'abc' });
    const gap = await fixture.send('PATCH', location, { body: 'x', headers: { 'content-range': '4-4' } });
    expect(await codeOf(gap)).toEqual([416, 'BLOB_UPLOAD_INVALID']);
    const closed = await fixture.send('PUT', `${location}?digest=${sha256('abc')}`);
    expect(closed.status).toBe(201);
  });

  it('rejects small chunks before the last', async () => {
    const location = await beginUpload();
    await fixture.send('PATCH', location, { body: 'abc' });
    await fixture.send('PATCH', location, { body: 'def' });
    const closed = await fixture.send('PUT', `${location}?digest=${sha256('abcdef')}`);
    expect(await codeOf(closed)).toEqual([400, 'SIZE_INVALID']);
  });

  it('rejects a wrong digest and a missing one', async () => {
    const location = await beginUpload();
    expect(await codeOf(await fixture.send('PUT', location))).toEqual([400, 'DIGEST_INVALID']);
    const wrong = await fixture.send('PUT', `${location}?digest=${sha256('other')}`, { body: 'abc' });
    expect(await codeOf(wrong)).toEqual([400, 'DIGEST_INVALID']);
  });

  it('accepts the same blob twice', async () => {
    expect(await pushBlob(Buffer.from('twice'))).toBe(await pushBlob(Buffer.from('twice')));
  });

  it('discards a deleted upload', async () => {
    const location = await beginUpload();
    expect((await fixture.send('DELETE', location)).status).toBe(204);
    expect(await codeOf(await fixture.send('PATCH', location, { body: 'abc' }))).toEqual([
      404,
      'BLOB_UPLOAD_UNKNOWN',
    ]);
  });

  it('closes the connection when the repository does not exist', async () => {
    await expect(fixture.send('POST', '/v2/missing/blobs/uploads/')).rejects.toThrow('fetch failed');
    expect(await codeOf(await fixture.send('GET', '/v2/missing/tags/list'))).toEqual([404, 'NAME_UNKNOWN']);
  });
});

describe('blobs', () => {
  it('redirects to a URL that needs no credentials', async () => {
    await pushManifest('1.0');
    const response = await fixture.send('GET', `/v2/team/api/blobs/${sha256('layer')}`);
    expect(response.status).toBe(307);
    const bytes = await fetch(response.headers.get('location') ?? '');
    expect(await bytes.text()).toBe('layer');
  });

  it('serves only blobs of an image, but HEAD finds the others', async () => {
    const digest = await pushBlob(Buffer.from('alone'));
    expect((await fixture.send('HEAD', `/v2/team/api/blobs/${digest}`)).status).toBe(200);
    expect(await codeOf(await fixture.send('GET', `/v2/team/api/blobs/${digest}`))).toEqual([
      404,
      'BLOB_UNKNOWN',
    ]);
    expect((await fixture.send('HEAD', `/v2/team/api/blobs/${sha256('none')}`)).status).toBe(404);
  });
});

const mounting = async (digest: string, from = 'team/api'): Promise<number> =>
  (await fixture.send('POST', `/v2/copy/blobs/uploads/?mount=${digest}&from=${from}`)).status;

describe('mounting', () => {
  beforeEach(async () => {
    fixture.registry.createRepository('copy');
    await pushManifest('1.0');
  });

  it('is an ordinary upload unless mounting is enabled for the account', async () => {
    expect(await mounting(sha256('layer'))).toBe(202);
    fixture.registry.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    expect(await mounting(sha256('layer'))).toBe(201);
    expect((await fixture.send('HEAD', `/v2/copy/blobs/${sha256('layer')}`)).status).toBe(200);
  });

  it('is an ordinary upload when the layer is not readable or belongs to no image', async () => {
    fixture.registry.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    expect(await mounting(await pushBlob(Buffer.from('alone')))).toBe(202);
    expect(await mounting(sha256('layer'), 'missing')).toBe(202);
    fixture.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer', repositoryName: 'team/api' });
    expect(await mounting(sha256('layer'))).toBe(202);
  });
});

describe('manifests', () => {
  it('are returned byte for byte, by tag and by digest; only HEAD returns the digest', async () => {
    const { response, text } = await pushManifest('1.0');
    expect([response.status, response.headers.get('docker-content-digest')]).toEqual([201, sha256(text)]);
    for (const reference of ['1.0', sha256(text)]) {
      const got = await fixture.send('GET', `/v2/team/api/manifests/${reference}`);
      expect(await got.text()).toBe(text);
      expect(got.headers.get('content-type')).toBe(manifestType);
      expect(got.headers.get('docker-content-digest')).toBeNull();
      const head = await fixture.send('HEAD', `/v2/team/api/manifests/${reference}`);
      expect(head.headers.get('docker-content-digest')).toBe(sha256(text));
    }
  });

  it('can be put again', async () => {
    const { text } = await pushManifest('1.0');
    expect((await putManifest('1.0', text)).status).toBe(201);
    expect((await putManifest(sha256(text), text)).status).toBe(201);
  });

  it('are rejected with the error of their defect', async () => {
    const { text } = await pushManifest('1.0');
    expect(await codeOf(await putManifest('2.0', '{}'))).toEqual([405, 'UNSUPPORTED']);
    expect(await codeOf(await putManifest(sha256('other'), text))).toEqual([400, 'MANIFEST_INVALID']);
    expect(await codeOf(await putManifest('no~tag', text))).toEqual([400, 'TAG_INVALID']);
    const missing = text.replace(sha256('layer'), sha256('missing'));
    expect(await codeOf(await putManifest('2.0', missing))).toEqual([404, 'BLOB_UNKNOWN']);
    expect(await codeOf(await fixture.send('GET', '/v2/team/api/manifests/2.0'))).toEqual([
      404,
      'MANIFEST_UNKNOWN',
    ]);
  });

  it('do not move an immutable tag', async () => {
    fixture.registry.createRepository('fixed', { tagMutability: 'IMMUTABLE' });
    const { text } = await pushManifest('1.0', {}, 'fixed');
    const other = await pushManifest('1.0', { annotations: { other: 'yes' } }, 'fixed');
    expect(await codeOf(other.response)).toEqual([400, 'TAG_INVALID']);
    expect(await (await fixture.send('GET', '/v2/fixed/manifests/1.0')).text()).toBe(text);
  });

  it('are listed as referrers of their subject', async () => {
    const { text } = await pushManifest('1.0');
    const subject = { mediaType: manifestType, digest: sha256(text), size: text.length };
    const sbom = await pushManifest('sbom', { subject, artifactType: 'application/spdx+json' });
    expect(sbom.response.headers.get('oci-subject')).toBe(sha256(text));
    const path = `/v2/team/api/referrers/${sha256(text)}`;
    const index = await (await fixture.send('GET', path)).json();
    const referrer = {
      digest: sha256(sbom.text),
      artifactType: 'application/spdx+json',
      size: sbom.text.length,
    };
    expect(index).toMatchObject({ schemaVersion: 2, manifests: [referrer] });
    const filtered = await fixture.send('GET', `${path}?artifactType=other`);
    expect(filtered.headers.get('oci-filters-applied')).toBe('artifactType');
    expect(await filtered.json()).toMatchObject({ manifests: [] });
  });
});

describe('tags', () => {
  it('are listed in order, page by page', async () => {
    const { text } = await pushManifest('c');
    for (const tag of ['a', 'd', 'b']) await putManifest(tag, text);
    const first = await fixture.send('GET', '/v2/team/api/tags/list?n=3');
    expect(await first.json()).toEqual({ name: 'team/api', tags: ['a', 'b', 'c'] });
    const link = /^<(.*)>; rel="next"$/.exec(first.headers.get('link') ?? '')?.[1];
    const second = await fixture.send('GET', link ?? '');
    expect(await second.json()).toEqual({ name: 'team/api', tags: ['d'] });
    expect(second.headers.get('link')).toBeNull();
  });
});

describe('the call log', () => {
  it('names the operation, the caller and the outcome', async () => {
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

  it('records a response that was lost after the call was applied', async () => {
    const { text } = await pushManifest('1.0');
    fixture.ecr.faults.add({ kind: 'lose-answer', operation: 'PutImage' });
    await expect(putManifest('2.0', text)).rejects.toThrow('fetch failed');
    expect(fixture.registry.repository('team/api').tags.get('2.0')).toBe(sha256(text));
  });
});

describe('the switches of the local ECR', () => {
  it('slow down a push', async () => {
    fixture.ecr.network.shape = { up: { bytesPerSecondPerConnection: 1_000_000 } };
    const begin = performance.now();
    await pushBlob(Buffer.alloc(300_000));
    expect(performance.now() - begin).toBeGreaterThan(250);
  });

  it.each([
    [{ kind: 'throttle' }, 429, 'TOOMANYREQUESTS'],
    [{ kind: 'access-denied' }, 403, 'DENIED'],
    [{ kind: 'server-error', status: 503 }, 503, 'UNKNOWN'],
  ] as const)('make a call fail: %o', async (fault, status, code) => {
    fixture.ecr.faults.add({ ...fault, operation: 'ListImages' });
    expect(await codeOf(await fixture.send('GET', '/v2/team/api/tags/list'))).toEqual([status, code]);
    expect((await fixture.send('GET', '/v2/team/api/tags/list')).status).toBe(200);
  });
});
