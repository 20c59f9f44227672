import { GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import { pushImage } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { newBlob, type Blob } from '../core/content.ts';
import { matches, verdict } from '../core/outcome.ts';
import { refusalName } from '../core/refusal.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

interface Download {
  readonly first: TargetRegistry;
  readonly repositoryName: string;
  readonly layer: Blob;
  readonly url: string;
}

/** An image of which a layer can be downloaded, and the URL of this layer. */
async function prepare({ first }: ClaimContext): Promise<Download> {
  const repositoryName = await first.repositories.get('downloads');
  const { layer } = await pushImage(first, repositoryName, { layerSize: 1000 });
  const { downloadUrl = '' } = await first.client.send(
    new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: layer.digest }),
  );
  return { first, repositoryName, layer, url: downloadUrl };
}

async function fetchBytes(url: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await fetch(url, { method, headers, redirect: 'manual' });
  return { response, body: Buffer.from(await response.arrayBuffer()) };
}

const errorCode = (body: Buffer): string | undefined => /<Code>(\w+)<\/Code>/.exec(body.toString())?.[1];

/** A signature of the right form that is not the right one. */
const withOtherSignature = (url: string): string =>
  url.replace(
    /(X-Amz-Signature=)([a-f0-9])/,
    (_, name: string, digit: string) => name + (digit === '0' ? '1' : '0'),
  );

export const downloads = claimArea('downloads', 'Downloads of layers and their ranges', [
  [
    'whole',
    'documented',
    'The URL of GetDownloadUrlForLayer returns the exact bytes of the layer without credentials.',
    async (context) => {
      const { layer, url } = await prepare(context);
      const { response, body } = await fetchBytes(url);
      return verdict([response.status, body.equals(layer.bytes)], [200, true]);
    },
  ],
  [
    'lifetime',
    'documented',
    'The URL is presigned for 3,600 seconds, with no header signed but `host`.',
    async (context) => {
      const { searchParams } = new URL((await prepare(context)).url);
      const seen = ['X-Amz-Algorithm', 'X-Amz-Expires', 'X-Amz-SignedHeaders'].map((name) =>
        searchParams.get(name),
      );
      return verdict(seen, ['AWS4-HMAC-SHA256', '3600', 'host']);
    },
  ],
  [
    'range',
    'documented',
    'A range is answered with 206, its Content-Range and these bytes alone.',
    async (context) => {
      const { layer, url } = await prepare(context);
      const { response, body } = await fetchBytes(url, { range: 'bytes=100-299' });
      const seen = [
        response.status,
        response.headers.get('content-range'),
        body.equals(layer.bytes.subarray(100, 300)),
      ];
      return verdict(seen, [206, 'bytes 100-299/1000', true]);
    },
  ],
  [
    'open-range',
    'documented',
    'A range without an end reaches to the last byte.',
    async (context) => {
      const { layer, url } = await prepare(context);
      const { response, body } = await fetchBytes(url, { range: 'bytes=990-' });
      return verdict([response.status, body.equals(layer.bytes.subarray(990))], [206, true]);
    },
  ],
  [
    'parallel-ranges',
    'documented',
    'Several ranges of one URL can be read at once.',
    async (context) => {
      const { layer, url } = await prepare(context);
      const parts = await Promise.all(
        [0, 250, 500, 750].map(async (begin) => fetchBytes(url, { range: `bytes=${begin}-${begin + 249}` })),
      );
      return verdict(Buffer.concat(parts.map(({ body }) => body)).equals(layer.bytes), true);
    },
  ],
  [
    'range-beyond-end',
    'documented',
    'A range that begins after the last byte is answered with 416 InvalidRange.',
    async (context) => {
      const { response, body } = await fetchBytes((await prepare(context)).url, { range: 'bytes=1000-' });
      return verdict([response.status, errorCode(body)], [416, 'InvalidRange']);
    },
  ],
  [
    'headers',
    'assumed',
    'The answer has Content-Length and Accept-Ranges, and an ETag that is not the digest.',
    async (context) => {
      const { layer, url } = await prepare(context);
      const { headers } = (await fetchBytes(url)).response;
      const seen = [
        headers.get('content-length'),
        headers.get('accept-ranges'),
        /^"[^"]+"$/.test(headers.get('etag') ?? ''),
        headers.get('etag')?.includes(layer.digest.slice('sha256:'.length)),
      ];
      return verdict(seen, ['1000', 'bytes', true, false]);
    },
  ],
  [
    'content-type',
    'assumed',
    'The answer has the Content-Type application/octet-stream.',
    async (context) => {
      const { headers } = (await fetchBytes((await prepare(context)).url)).response;
      return verdict(headers.get('content-type'), 'application/octet-stream');
    },
  ],
  [
    'head',
    'observed',
    'HEAD of a URL that was signed for GET is answered with 403.',
    async (context) =>
      verdict((await fetchBytes((await prepare(context)).url, {}, 'HEAD')).response.status, 403),
  ],
  [
    'authorization-header',
    'observed',
    'A download with an Authorization header is rejected with 400 InvalidArgument.',
    async (context) => {
      const { response, body } = await fetchBytes((await prepare(context)).url, {
        authorization: 'Basic QVdTOnBhc3N3b3Jk',
      });
      return verdict([response.status, errorCode(body)], [400, 'InvalidArgument']);
    },
  ],
  [
    'wrong-signature',
    'observed',
    'A wrong signature is answered with 403 SignatureDoesNotMatch.',
    async (context) => {
      const { response, body } = await fetchBytes(withOtherSignature((await prepare(context)).url));
      return verdict([response.status, errorCode(body)], [403, 'SignatureDoesNotMatch']);
    },
  ],
  [
    'missing-layer',
    'observed',
    'GetDownloadUrlForLayer of a missing layer: LayersNotFoundException.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const url = new GetDownloadUrlForLayerCommand({ repositoryName, layerDigest: newBlob().digest });
      return verdict(await refusalName(first.client.send(url)), 'LayersNotFoundException');
    },
  ],
  [
    'redirect',
    'observed',
    'GET of a blob at the registry endpoint is redirected to a presigned URL of the layer store.',
    async (context) => {
      const { first, repositoryName, layer } = await prepare(context);
      const { status, headers } = await first.endpoint.send(
        'GET',
        `/v2/${repositoryName}/blobs/${layer.digest}`,
      );
      return matches(`${status} ${headers.get('location') ?? ''}`, /^30[1278] https?:\/\/.*X-Amz-Signature=/);
    },
  ],
]);
