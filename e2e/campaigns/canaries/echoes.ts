import type { IncomingHttpHeaders } from 'node:http';

/** A rejected request as the server received it. */
export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** Every secret received so far. */
  readonly secrets: readonly string[];
  /** A server of a third party. */
  readonly foreign: string;
}

export interface Echo {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

const lines = ({ headers }: Received): string =>
  Object.entries(headers)
    .map(([name, value]) => `${name}:${String(value)}`)
    .join('\n');

const canonical = (received: Received): string =>
  `The Canonical String for this request should have been '${received.method}\n${received.url}\n\n${lines(received)}\n\n${received.body}'`;

const json = (message: string, type = 'InvalidSignatureException'): Echo => ({
  headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': type },
  body: JSON.stringify({ __type: type, message, error: 'invalid_request', error_description: message }),
});

const oci = (message: string): Echo => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ errors: [{ code: 'DENIED', message }] }),
});

const all = ({ secrets }: Received): string => secrets.join(' and ');

/** A valid header value: one line of allowed characters. */
const asHeader = (text: string): string => text.replaceAll(/[^\x20-\x7e]/g, ' ').slice(0, 6_000);

/** Every way in which a server or a proxy can echo what it was sent. */
export const echoes: Readonly<Record<string, (received: Received) => Echo>> = {
  'canonical request': (received) => json(canonical(received)),
  'canonical request of a registry': (received) => oci(canonical(received)),
  'bare values': (received) => json(`No such token: ${all(received)}.`),
  'bare values of a registry': (received) => oci(`No such token: ${all(received)}.`),
  'k=value': ({ secrets }) => json(secrets.map((secret) => `k=${secret}`).join(';')),
  'URL-encoded': ({ secrets }) => json(secrets.map((secret) => encodeURIComponent(secret)).join(' ')),
  'base64 of all': (received) => json(`Request: ${Buffer.from(lines(received)).toString('base64')}`),
  'base64 of each': ({ secrets }) =>
    json(secrets.map((secret) => Buffer.from(`AWS:${secret}`).toString('base64')).join(' ')),
  'JSON in JSON': (received) =>
    json(JSON.stringify({ headers: received.headers, secrets: received.secrets })),
  'JSON in JSON in JSON': (received) => json(JSON.stringify(JSON.stringify({ ...received.headers }))),
  'cut off': (received) => json(`Bad token ${all(received)}`.slice(0, 300)),
  'within the error name': (received) => json('refused', asHeader(all(received))),
  'as request id': (received) => {
    const echo = json('refused', 'SomethingNewException');
    return { ...echo, headers: { ...echo.headers, 'x-amzn-requestid': asHeader(all(received)) } };
  },
  'web page': (received) => ({
    headers: { 'content-type': 'text/html' },
    body: `<html><pre>${lines(received).replaceAll('&', '&amp;')}\n${received.body}</pre></html>`,
  }),
  'XML of STS': (received) => ({
    headers: { 'content-type': 'text/xml' },
    body: `<ErrorResponse><Error><Type>Sender</Type><Code>SignatureDoesNotMatch</Code><Message>${canonical(received).replaceAll('&', '&amp;').replaceAll('<', '&lt;')} ${all(received)}</Message></Error><RequestId>1</RequestId></ErrorResponse>`,
  }),
  'plain text': (received) => ({
    headers: { 'content-type': 'text/plain' },
    body: `${lines(received)} ${all(received)}`,
  }),
  redirect: (received) => ({
    headers: { location: `${received.foreign}/?token=${encodeURIComponent(received.secrets[0] ?? '')}` },
    body: '',
  }),
};

export const echoNames: readonly string[] = Object.keys(echoes);
