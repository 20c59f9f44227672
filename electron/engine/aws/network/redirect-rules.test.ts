import { createServer } from 'node:http';
import type { IncomingMessage, RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { ServiceOutputTypes } from '@aws-sdk/client-ecr';
import { ECRClient } from '@aws-sdk/client-ecr';
import { afterEach, expect, test } from 'vitest';
import { createCertificateAuthority } from '../../../local-ecr/certificates/certificate-authority.ts';
import { listenOnFreePort } from '../../../local-ecr/server/http-server.ts';
import { startBlobUpload, patchBlobChunk } from '../../oci-registry/blob-upload.ts';
import type { RepositoryHandle } from '../clients/repository-handle.ts';
import { getDownloadUrl } from '../../ecr/download-url.ts';
import { fetchRegistryToken } from '../clients/registry-token.ts';
import type { RegistryToken } from '../clients/registry-token.ts';
import { defaultTimeouts } from './timeouts.ts';
import { createPacing, defaultPacingPolicy } from '../clients/pacing.ts';
import type { RegistryConnection } from '../clients/registry-connection.ts';
import { createRegistryConnection } from '../clients/registry-connection.ts';
import { createNetwork } from './create-network.ts';
import { createDirectNetwork } from './direct-network.ts';
import { resolveRedirect } from './redirect-rules.ts';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

test.each([
  ['https://registry.example/v2/', '/v2/a/blobs/uploads/1', 'https://registry.example/v2/a/blobs/uploads/1'],
  ['https://registry.example/v2/', 'https://other.example/x', 'https://other.example/x'],
  ['https://registry.example/v2/', '//other.example/x', 'https://other.example/x'],
  ['http://127.0.0.1:5000/v2/', 'http://127.0.0.1:5001/x', 'http://127.0.0.1:5001/x'],
  ['http://127.0.0.1:5000/v2/', 'https://other.example/x', 'https://other.example/x'],
])('follows from %s to %s', (from, location, target) => {
  expect(resolveRedirect(location, from).href).toBe(target);
});

test.each([
  ['https://registry.example/', 'http://registry.example/x'],
  ['https://registry.example/', 'HTTP://registry.example/x'],
  ['https://registry.example/', 'file:///etc/passwd'],
  ['https://registry.example/', 'ftp://registry.example/'],
  ['http://127.0.0.1:5000/', 'file:///etc/passwd'],
  ['https://registry.example/', 'data:text/plain,x'],
  ['https://registry.example/', 'javascript:0'],
  ['https://registry.example/', 'https://ana:password@registry.example/x'],
  ['https://registry.example/', 'https://[x'],
  ['https://registry.example/', ''],
])('refuses to follow from %s to %j', (from, location) => {
  expect(() => resolveRedirect(location, from)).toThrow(
    expect.objectContaining({ data: expect.objectContaining({ code: 'not-aws', retryable: false }) }),
  );
});

interface Received {
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
}

const closers: (() => unknown)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

/** A registry connection of the engine that uses this client. */
const connectionTo = (client: ECRClient): RegistryConnection =>
  createRegistryConnection({
    client,
    profile: 'p',
    profilePlace: undefined,
    region: 'eu-west-1',
    registryId: undefined,
    timeouts: defaultTimeouts,
    network: createDirectNetwork(defaultTimeouts),
    retryPolicy: { attempts: 1, firstWait: 1, longestWait: 1 },
    pace: createPacing(defaultPacingPolicy).paceOf('111111111111', 'eu-west-1'),
    credentials: {
      invalidate: () => undefined,
      recheck: () => Promise.resolve(false),
      check: () => Promise.resolve(),
    },
  });

/** Starts a TLS registry that responds with this location, and servers that must not receive its token. */
async function startHostileRegistry(locationOf: (plain: string, other: string) => string) {
  const authority = await createCertificateAuthority();
  const identity = await authority.issue(['127.0.0.1']);
  const folder = await mkdtemp(join(tmpdir(), 'hostile-registry-'));
  const file = join(folder, 'authority.pem');
  await writeFile(file, authority.certificate);
  const received = { plain: [] as Received[], other: [] as Received[] };
  const recordIn =
    (list: Received[]): RequestListener =>
    ({ url, headers }, response) => {
      list.push({ url, headers });
      response.writeHead(202, { location: url }).end();
    };
  const plainServer = createServer(recordIn(received.plain));
  const otherServer = createTlsServer(identity, recordIn(received.other));
  const plain = `http://${await listenOnFreePort(plainServer)}`;
  const other = `https://${await listenOnFreePort(otherServer)}`;
  const registryServer = createTlsServer(identity, (_request, response) => {
    response.writeHead(202, { location: locationOf(plain, other) }).end();
  });
  const address = `https://${await listenOnFreePort(registryServer)}`;
  for (const server of [plainServer, otherServer, registryServer])
    closers.push(() => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    });
  closers.push(() => rm(folder, { recursive: true }));
  const network = createNetwork({
    timeouts: defaultTimeouts,
    settings: () => ({ proxyMode: 'none' }),
    environment: { AWS_CA_BUNDLE: file },
  });
  const token: RegistryToken = { address, authorization: 'Basic c2VjcmV0', expiresAt: Infinity };
  const registry = { ...connectionTo(new ECRClient({ region: 'eu-west-1' })), network };
  const repository: RepositoryHandle = {
    registry: { ...registry, getRegistryToken: async () => token },
    name: 'team/app',
  };
  return { repository, received, token, plain, other };
}

const body = {
  chunks: (async function* () {
    yield Buffer.from('layer');
  })(),
  length: 5,
};

test('refuses to continue an upload from https to http', async () => {
  const { repository, received, token } = await startHostileRegistry((plain) => `${plain}/upload`);
  const opened = await startBlobUpload(repository, undefined, {});
  if (opened.kind !== 'started') throw new Error(opened.kind);
  await expect(patchBlobChunk(repository, token, opened.target, 0, body, undefined)).rejects.toMatchObject({
    data: { code: 'not-aws' },
  });
  expect(received.plain).toEqual([]);
});

test('does not send the token when an upload continues at another origin', async () => {
  const { repository, received, token } = await startHostileRegistry((_plain, other) => `${other}/upload`);
  const opened = await startBlobUpload(repository, undefined, {});
  if (opened.kind !== 'started') throw new Error(opened.kind);
  await patchBlobChunk(repository, token, opened.target, 0, body, undefined);
  expect(received.other).toMatchObject([{ url: '/upload' }]);
  expect(received.other[0]?.headers).not.toHaveProperty('authorization');
  expect(received.other[0]?.headers).not.toHaveProperty('cookie');
});

/** A client of an AWS endpoint whose calls return this output. */
const createClientReturning = (output: ServiceOutputTypes): ECRClient => {
  const client = new ECRClient({ region: 'eu-west-1' });
  client.middlewareStack.add(() => async () => ({ output, response: {} }), { step: 'initialize' });
  return client;
};

test.each(['http://111111111111.dkr.ecr.eu-west-1.amazonaws.com', '', 'file:///etc'])(
  'rejects a registry token for the address %j',
  async (proxyEndpoint) => {
    const client = createClientReturning({
      $metadata: {},
      authorizationData: [{ authorizationToken: 'QVdTOng=', proxyEndpoint }],
    });
    await expect(fetchRegistryToken(client, undefined, undefined)).rejects.toMatchObject({
      data: { code: 'not-aws' },
    });
  },
);

test.each(['http://bucket.s3.amazonaws.com/layer?X-Amz-Signature=0', 'file:///etc/passwd', ''])(
  'rejects the layer address %j',
  async (url) => {
    const registry = connectionTo(createClientReturning({ $metadata: {}, downloadUrl: url }));
    const source: RepositoryHandle = { registry, name: 'team/app' };
    await expect(getDownloadUrl(source, 'sha256:0')).rejects.toMatchObject({ data: { code: 'not-aws' } });
  },
);
