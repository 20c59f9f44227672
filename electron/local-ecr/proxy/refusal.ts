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
  // A captive portal answers in the server's place, and calls that a success.
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

/** To CONNECT a 200 would mean that the tunnel is there: a captive portal says 511 (RFC 6585, section 6). */
export function refuseTunnel(client: Socket, refusal: ProxyRefusal): void {
  const { status, headers, body } = refusals[refusal];
  const told = status === 200 ? 511 : status;
  const lines = [
    `HTTP/1.1 ${told} ${STATUS_CODES[told]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  client.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
