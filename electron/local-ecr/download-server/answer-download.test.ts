import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import type { Layer, Repository } from '../registry/repository.ts';
import { region, sha256, startSample } from '../testing/sample-registry.ts';
import { addLayer } from '../registry/layers.ts';
import { bytesBlob } from '../blobs/bytes-blob.ts';
import { generatedBlob } from '../blobs/generated-blob.ts';

let ecr: LocalEcr;
let repository: Repository;
let layer: Layer;
const bytes = Buffer.from('0123456789');
beforeAll(async () => {
  ecr = await startSample();
  repository = ecr.registry('111111111111', region).createRepository('downloads');
  layer = addLayer(repository, sha256(bytes), bytesBlob(bytes));
});
afterAll(async () => ecr.close());

const presign = () => ecr.downloads.presign(repository, layer);

describe('a layer URL', () => {
  it('returns the layer without credentials, on another port, with the headers of S3', async () => {
    const url = new URL(presign());
    expect(url.host).not.toBe(new URL(ecr.endpoint).host);
    expect(url.searchParams.get('X-Amz-Expires')).toBe('3600');
    const response = await fetch(url);
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('0123456789');
    expect(response.headers.get('content-length')).toBe('10');
    expect(response.headers.get('accept-ranges')).toBe('bytes');
    expect(response.headers.get('etag')).not.toContain(layer.digest.slice(7));
  });

  it.each([
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-2', 206, '89', 'bytes 8-9/10'],
    ['bytes=5-100', 206, '56789', 'bytes 5-9/10'],
    ['bytes=4-2', 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
  ])('answers %s with %i', async (range, status, text, contentRange) => {
    const response = await fetch(presign(), { headers: { range } });
    expect([response.status, await response.text(), response.headers.get('content-range')]).toEqual([
      status,
      text,
      contentRange,
    ]);
  });

  it('reads the end of a layer of gigabytes without computing the rest', async () => {
    const size = 8e9;
    const huge = addLayer(repository, sha256('huge'), generatedBlob('huge', size));
    const url = ecr.downloads.presign(repository, huge);
    const response = await fetch(url, { headers: { range: `bytes=${size - 5}-` } });
    expect([response.status, (await response.arrayBuffer()).byteLength]).toEqual([206, 5]);
  });

  it('rejects a range past the end', async () => {
    const response = await fetch(presign(), { headers: { range: 'bytes=10-' } });
    expect([response.status, response.headers.get('content-range')]).toEqual([416, 'bytes */10']);
  });

  it.each(['HEAD', 'PUT', 'DELETE'])('rejects %s, because the URL is signed for GET', async (method) => {
    expect((await fetch(presign(), { method })).status).toBe(403);
  });

  it('rejects a URL that was changed', async () => {
    for (const change of ['X-Amz-Expires', 'X-Amz-Date', 'X-Amz-Signature']) {
      const url = new URL(presign());
      url.searchParams.set(change, '1');
      const response = await fetch(url);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
    }
  });

  it('rejects an Authorization header in addition to the signature', async () => {
    const response = await fetch(presign(), { headers: { authorization: 'Basic eDp5' } });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining('InvalidArgument'),
    ]);
  });

  it('expires, with the error of S3', async () => {
    const [old, message] = [presign(), '<Code>AccessDenied</Code><Message>Request has expired</Message>'];
    ecr.downloads.expireAll();
    const response = await fetch(old);
    expect(response.status).toBe(403);
    expect(response.headers.get('content-type')).toBe('application/xml');
    expect(await response.text()).toContain(message);
    expect((await fetch(presign())).status).toBe(200);
  });
});

describe('the call log', () => {
  it('counts the bytes of each download', async () => {
    ecr.calls.clear();
    await (await fetch(presign(), { headers: { range: 'bytes=0-3' } })).text();
    await expect
      .poll(() => ecr.calls.of('DownloadLayer'))
      .toMatchObject([
        {
          service: 'download',
          accountId: '111111111111',
          region,
          repositoryName: 'downloads',
          digests: [layer.digest],
          bytes: 4,
          outcome: 'ok',
        },
      ]);
    expect(ecr.calls.layerBytes).toBe(4);
  });

  it('records a download that the client aborted', async () => {
    const size = 50_000_000;
    const large = addLayer(repository, sha256('large'), generatedBlob('large', size));
    ecr.calls.clear();
    const url = ecr.downloads.presign(repository, large);
    const request = httpRequest(url, (response) => response.destroy()).end();
    request.on('error', () => undefined);
    await expect.poll(() => ecr.calls.all[0]?.outcome).toBe('aborted');
    expect(ecr.calls.all[0]?.bytes).toBeLessThan(size);
  });
});
