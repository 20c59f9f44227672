import { describe, expect } from 'vitest';
import { codeOf, manifestType, sha256, test } from '../../testing/oci-registry-test.ts';

describe('manifests', () => {
  test('are returned byte for byte, by tag and by digest; only HEAD returns the digest', async ({
    fixture,
    pushManifest,
  }) => {
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

  test('can be put again', async ({ pushManifest, putManifest }) => {
    const { text } = await pushManifest('1.0');
    expect((await putManifest('1.0', text)).status).toBe(201);
    expect((await putManifest(sha256(text), text)).status).toBe(201);
  });

  test('are rejected with the error of their defect', async ({ fixture, pushManifest, putManifest }) => {
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

  test('do not move an immutable tag', async ({ fixture, pushManifest }) => {
    fixture.registry.createRepository('fixed', { tagMutability: 'IMMUTABLE' });
    const { text } = await pushManifest('1.0', {}, 'fixed');
    const other = await pushManifest('1.0', { annotations: { other: 'yes' } }, 'fixed');
    expect(await codeOf(other.response)).toEqual([400, 'TAG_INVALID']);
    expect(await (await fixture.send('GET', '/v2/fixed/manifests/1.0')).text()).toBe(text);
  });

  test('are listed as referrers of their subject', async ({ fixture, pushManifest }) => {
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
  test('are listed in order, page by page', async ({ fixture, pushManifest, putManifest }) => {
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
