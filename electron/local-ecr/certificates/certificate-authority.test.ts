import { Agent, get } from 'node:https';
import { DescribeRegistryCommand, GetDownloadUrlForLayerCommand } from '@aws-sdk/client-ecr';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { afterEach, beforeAll, expect, it } from 'vitest';
import type { LocalEcr } from '../local-ecr.ts';
import type { TlsIdentity } from '../server/http-server.ts';
import { refusal } from '../testing/refusal.ts';
import { ana, clientOf, region, startSample } from '../testing/sample-registry.ts';
import { seedImage, seedLayer } from '../testing/seed.ts';
import {
  createCertificateAuthority,
  createSelfSigned,
  type CertificateAuthority,
} from './certificate-authority.ts';

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});

let ecr: LocalEcr | undefined;
afterEach(async () => ecr?.close());

async function describe(tls: TlsIdentity, trusted = authority.certificate) {
  ecr = await startSample({ tls });
  const httpsAgent = new Agent({ ca: trusted });
  const client = clientOf(ecr, ana, { requestHandler: new NodeHttpHandler({ httpsAgent }) });
  try {
    return await client.send(new DescribeRegistryCommand({}));
  } finally {
    client.destroy();
  }
}

it('serves ECR to clients that trust the authority', async () => {
  const tls = await authority.issue(['127.0.0.1', 'localhost']);
  await expect(describe(tls)).resolves.toMatchObject({ registryId: '111111111111' });
  expect(ecr?.endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
});

it('serves the layers too', async () => {
  const httpsAgent = new Agent({ ca: authority.certificate });
  ecr = await startSample({ tls: await authority.issue(['127.0.0.1']) });
  const client = clientOf(ecr, ana, { requestHandler: new NodeHttpHandler({ httpsAgent }) });
  const repository = ecr.registry('111111111111', region).createRepository('app');
  seedImage(repository, 'app');
  const { digest: layerDigest } = seedLayer(repository, 'layer of app');
  const { downloadUrl = '' } = await client.send(
    new GetDownloadUrlForLayerCommand({ repositoryName: 'app', layerDigest }),
  );
  const content = await new Promise<string>((resolve, reject) => {
    const request = get(downloadUrl, { agent: httpsAgent }, (response) => {
      response.setEncoding('utf8').on('data', resolve);
    });
    request.on('error', reject);
  });
  client.destroy();
  expect(content).toBe('layer of app');
});

const yesterday = new Date(Date.now() - 24 * 3_600_000);
const lastYear = new Date(Date.now() - 365 * 24 * 3_600_000);

it.each([
  [
    'an authority that is not trusted',
    'SELF_SIGNED_CERT_IN_CHAIN',
    async () => (await createCertificateAuthority('Another CA')).issue(['127.0.0.1']),
  ],
  ['a self-signed certificate', 'DEPTH_ZERO_SELF_SIGNED_CERT', async () => createSelfSigned(['127.0.0.1'])],
  [
    'a certificate for another host',
    'ERR_TLS_CERT_ALTNAME_INVALID',
    async () => authority.issue(['*.amazonaws.com']),
  ],
  [
    'an expired certificate',
    'CERT_HAS_EXPIRED',
    async () => authority.issue(['127.0.0.1'], { from: lastYear, to: yesterday }),
  ],
])('makes %s, which Node reports as %s', async (_what, code, identity) => {
  expect(await refusal(describe(await identity()))).toMatchObject({ code });
});
