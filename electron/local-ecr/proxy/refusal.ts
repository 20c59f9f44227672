import { STATUS_CODES, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

export type ProxyRefusal = 'refuse' | 'captive-portal' | 'login-needed';

interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const html = { 'content-type': 'text/html' };

const refusals: Readonly<Record<ProxyRefusal, Refusal>> = {
  refuse: { status: 403, headers: html, body: '<html><body><h1>Blocked by policy</h1></body></html>' },
  // A captive portal answers instead of the server, with a success.
  'captive-portal': {
    status: 200,
    headers: html,
    body: '<html><body><h1>Welcome to the guest network</h1><a href="/login">Log in</a></body></html>',
  },
  'login-needed': {
    status: 407,
    headers: { ...html, 'proxy-authenticate': 'Basic realm="proxy"' },
    body: '<html><body><h1>Proxy authentication required</h1></body></html>',
  },
};

export function refuse(response: ServerResponse, refusal: ProxyRefusal): void {
  const { status, headers, body } = refusals[refusal];
  response.writeHead(status, headers);
  response.end(body);
}

/** A 200 to CONNECT means an open tunnel, so a captive portal answers 511 (RFC 6585, section 6). */
export function refuseTunnel(client: Socket, refusal: ProxyRefusal): void {
  const { status, headers, body } = refusals[refusal];
  const answered = status === 200 ? 511 : status;
  const lines = [
    `HTTP/1.1 ${answered} ${STATUS_CODES[answered]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  client.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
