import { describe, expect } from 'vitest';
import { codeOf, sha256, test } from '../../testing/oci-registry-test.ts';

describe('uploads', () => {
  test('accepts a blob in chunks, each answered with 201 and the range received', async ({
    fixture,
    beginUpload,
  }) => {
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

  test('rejects a chunk after a gap, and keeps the bytes before it', async ({ fixture, beginUpload }) => {
    const location = await beginUpload();
    await fixture.send('PATCH', location, { body: 'abc' });
    const gap = await fixture.send('PATCH', location, { body: 'x', headers: { 'content-range': '4-4' } });
    expect(await codeOf(gap)).toEqual([416, 'BLOB_UPLOAD_INVALID']);
    const closed = await fixture.send('PUT', `${location}?digest=${sha256('abc')}`);
    expect(closed.status).toBe(201);
  });

  test('rejects small chunks before the last', async ({ fixture, beginUpload }) => {
    const location = await beginUpload();
    await fixture.send('PATCH', location, { body: 'abc' });
    await fixture.send('PATCH', location, { body: 'def' });
    const closed = await fixture.send('PUT', `${location}?digest=${sha256('abcdef')}`);
    expect(await codeOf(closed)).toEqual([400, 'SIZE_INVALID']);
  });

  test('rejects a wrong digest and a missing one', async ({ fixture, beginUpload }) => {
    const location = await beginUpload();
    expect(await codeOf(await fixture.send('PUT', location))).toEqual([400, 'DIGEST_INVALID']);
    const wrong = await fixture.send('PUT', `${location}?digest=${sha256('other')}`, { body: 'abc' });
    expect(await codeOf(wrong)).toEqual([400, 'DIGEST_INVALID']);
  });

  test('accepts the same blob twice', async ({ pushBlob }) => {
    expect(await pushBlob(Buffer.from('twice'))).toBe(await pushBlob(Buffer.from('twice')));
  });

  test('discards a deleted upload', async ({ fixture, beginUpload }) => {
    const location = await beginUpload();
    expect((await fixture.send('DELETE', location)).status).toBe(204);
    expect(await codeOf(await fixture.send('PATCH', location, { body: 'abc' }))).toEqual([
      404,
      'BLOB_UPLOAD_UNKNOWN',
    ]);
  });

  test('closes the connection when the repository does not exist', async ({ fixture }) => {
    await expect(fixture.send('POST', '/v2/missing/blobs/uploads/')).rejects.toThrow('fetch failed');
    expect(await codeOf(await fixture.send('GET', '/v2/missing/tags/list'))).toEqual([404, 'NAME_UNKNOWN']);
  });
});

describe('blobs', () => {
  test('redirects to a URL that needs no credentials', async ({ fixture, pushManifest }) => {
    await pushManifest('1.0');
    const response = await fixture.send('GET', `/v2/team/api/blobs/${sha256('layer')}`);
    expect(response.status).toBe(307);
    const bytes = await fetch(response.headers.get('location') ?? '');
    expect(await bytes.text()).toBe('layer');
  });

  test('serves only blobs of an image, but HEAD finds the others', async ({ fixture, pushBlob }) => {
    const digest = await pushBlob(Buffer.from('alone'));
    expect((await fixture.send('HEAD', `/v2/team/api/blobs/${digest}`)).status).toBe(200);
    expect(await codeOf(await fixture.send('GET', `/v2/team/api/blobs/${digest}`))).toEqual([
      404,
      'BLOB_UNKNOWN',
    ]);
    expect((await fixture.send('HEAD', `/v2/team/api/blobs/${sha256('none')}`)).status).toBe(404);
  });
});

describe('mounting', () => {
  test.beforeEach(async ({ fixture, pushManifest }) => {
    fixture.registry.createRepository('copy');
    await pushManifest('1.0');
  });

  test('is an ordinary upload unless mounting is enabled for the account', async ({ fixture, mounting }) => {
    expect(await mounting(sha256('layer'))).toBe(202);
    fixture.registry.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    expect(await mounting(sha256('layer'))).toBe(201);
    expect((await fixture.send('HEAD', `/v2/copy/blobs/${sha256('layer')}`)).status).toBe(200);
  });

  test('is an ordinary upload when the layer is not readable or belongs to no image', async ({
    fixture,
    pushBlob,
    mounting,
  }) => {
    fixture.registry.accountSettings.set('BLOB_MOUNTING', 'ENABLED');
    expect(await mounting(await pushBlob(Buffer.from('alone')))).toBe(202);
    expect(await mounting(sha256('layer'), 'missing')).toBe(202);
    fixture.ecr.faults.deny({ action: 'ecr:GetDownloadUrlForLayer', repositoryName: 'team/api' });
    expect(await mounting(sha256('layer'))).toBe(202);
  });
});
