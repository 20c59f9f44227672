import { createServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  createCertificateAuthority,
  createSelfSigned,
} from '../../../electron/local-ecr/certificates/certificate-authority.ts';
import type { CertificateAuthority } from '../../../electron/local-ecr/certificates/certificate-authority.ts';
import type { TlsIdentity } from '../../../electron/local-ecr/server/http-server.ts';
import { listenOnFreePort } from '../../../electron/local-ecr/server/http-server.ts';
import { throughProxy } from './connections.ts';

/** A server that counts every request that it receives with its headers: a secret has then been sent. */
export interface CountingServer {
  readonly name: string;
  readonly port: number;
  readonly received: () => number;
  close(): void;
}

const hosts = ['127.0.0.1', throughProxy];
const day = 24 * 3_600_000;

async function countingServer(name: string, identity: TlsIdentity | undefined): Promise<CountingServer> {
  let count = 0;
  const answer: RequestListener = (_request, response) => {
    count += 1;
    response.writeHead(200, { 'content-type': 'application/json', connection: 'close' });
    response.end('{}');
  };
  const server: Server = identity ? createTlsServer(identity, answer) : createServer(answer);
  server.on('connect', (_request, socket) => {
    count += 1;
    socket.on('error', () => undefined);
    socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
  });
  const port = Number((await listenOnFreePort(server)).split(':')[1]);
  return {
    name,
    port,
    received: () => count,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

const leafAlone = ({ key, cert }: TlsIdentity): TlsIdentity => ({
  key,
  cert: `${cert.split('-----END CERTIFICATE-----')[0]}-----END CERTIFICATE-----\n`,
});

/** A trusted server, as a control, and one server for each kind of bad certificate. */
export async function startServers(
  authority: CertificateAuthority,
): Promise<{ readonly trusted: CountingServer; readonly bad: readonly CountingServer[] }> {
  const stranger = await createCertificateAuthority('Another CA');
  const now = Date.now();
  const identities: readonly (readonly [name: string, TlsIdentity | undefined])[] = [
    ['self-signed', await createSelfSigned(hosts)],
    ['expired', await authority.issue(hosts, { from: new Date(now - 9 * day), to: new Date(now - day) })],
    [
      'not yet valid',
      await authority.issue(hosts, { from: new Date(now + day), to: new Date(now + 9 * day) }),
    ],
    ['wrong host', await authority.issue(['example.com', '127.0.0.2'])],
    ['unknown authority', leafAlone(await stranger.issue(hosts))],
    ['untrusted root', await stranger.issue(hosts)],
    ['plain HTTP', undefined],
  ];
  return {
    trusted: await countingServer('trusted', await authority.issue(hosts)),
    bad: await Promise.all(identities.map(([name, identity]) => countingServer(name, identity))),
  };
}
