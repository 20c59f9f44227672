import type { ServerResponse } from 'node:http';
import type { Random } from '../../../electron/testing/random.ts';

/** An unchanged response of the local ECR. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

/** Sends another response instead. */
type Distortion = (answer: Answer, response: ServerResponse, random: Random) => void;

const cleared =
  '\u001B[2J\u001B[H\u009B2JAll 12 images are replicated.\r\nAll 12 images are replicated.\u202E';

const hostileTexts = [
  cleared,
  '',
  '\0',
  '\uFEFF',
  '__proto__',
  'x'.repeat(100_000),
  '../../..',
  'sha256:',
  '-1',
];
const hostileNumbers = [-1, 0, 1e308, 2 ** 53, 0.5];

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const pickFrom = <Item>(items: readonly Item[], random: Random): Item | undefined =>
  items[random.below(items.length)];

/** The same JSON with some values changed. */
function distort(value: unknown, random: Random): unknown {
  if (random.chance(0.04)) return pickFrom([null, [], {}, 'text', 7, true], random);
  if (typeof value === 'string') {
    if (random.chance(0.15)) return `${value}${cleared}`;
    if (random.chance(0.1)) return pickFrom(hostileTexts, random);
    return random.chance(0.15) ? value.replace(/[0-9a-f]{6}/, 'abcdef') : value;
  }
  if (typeof value === 'number') return random.chance(0.2) ? pickFrom(hostileNumbers, random) : value;
  if (Array.isArray(value)) return value.map((item) => distort(item, random));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, member]) =>
      random.chance(0.04) ? [] : [[key, distort(member, random)] as const],
    ),
  );
}

const json = { 'content-type': 'application/x-amz-json-1.1' };

const send = (response: ServerResponse, status: number, headers: object, body: string | Buffer): void => {
  response.writeHead(status, { ...headers });
  response.end(body);
};

function distorted({ status, headers, body }: Answer, response: ServerResponse, random: Random): void {
  const text = body.toString('utf8');
  let changed: string;
  try {
    changed = JSON.stringify(distort(JSON.parse(text), random));
  } catch {
    // STS answers in XML.
    changed = text.replaceAll(/>([^<]+)</g, (whole, inner: string) =>
      random.chance(0.3) ? `>${inner}&#x9b;\u202E\u0085<` : whole,
    );
  }
  send(response, status, { 'content-type': headers['content-type'] ?? '' }, changed);
}

const errorNames = ['InvalidParameterException', 'AccessDeniedException', 'ServerException', cleared];

const distortions: Readonly<Record<string, Distortion>> = {
  'changed values': distorted,
  'a hostile error': (_answer, response, random) => {
    const name = pickFrom(errorNames, random);
    send(response, random.chance(0.3) ? 500 : 400, json, JSON.stringify({ __type: name, message: cleared }));
  },
  'an error in XML': (_answer, response) =>
    send(
      response,
      403,
      { 'content-type': 'text/xml' },
      `<ErrorResponse><Error><Code>AccessDenied\u202E</Code><Message>\u009B2J&#27;[2J</Message></Error></ErrorResponse>`,
    ),
  binary: (_answer, response, random) =>
    send(response, 200, json, Buffer.from(Array.from({ length: 500 }, () => random.below(256)))),
  'a web page': (_answer, response, random) =>
    send(
      response,
      random.chance(0.5) ? 200 : 403,
      { 'content-type': 'text/html' },
      `<html>${cleared}<script>alert(1)</script></html>`,
    ),
  'a redirect': (_answer, response, random) =>
    send(
      response,
      302,
      { location: pickFrom(['http://127.0.0.1:1/', 'file:///etc/passwd', '//'], random) },
      '',
    ),
  'a huge body': (_answer, response) => send(response, 200, json, `{"x":"${'x'.repeat(4 * 1024 * 1024)}"}`),
  'a truncated body': ({ status, headers, body }, response, random) =>
    send(
      response,
      status,
      { 'content-type': headers['content-type'] ?? '' },
      body.subarray(0, random.below(body.length)),
    ),
  'more announced than sent': ({ status, body }, response) => {
    response.writeHead(status, { ...json, 'content-length': body.length + 1000 });
    response.write(body);
    setTimeout(() => response.destroy(), 50);
  },
  'less announced than sent': ({ body }, response) => {
    const { socket } = response;
    socket?.end(`HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n${body.toString('latin1')}`, 'latin1');
  },
  'deep JSON': (_answer, response) => send(response, 200, json, '['.repeat(200_000)),
  'JSON of another kind': (_answer, response, random) =>
    send(
      response,
      200,
      json,
      pickFrom(['null', '[]', '"text"', '1e999', '{"__proto__":{"x":1}}', ''], random) ?? '',
    ),
  'a slow answer': ({ body }, response) => {
    response.writeHead(200, json);
    let sent = 0;
    const timer = setInterval(() => {
      response.write(body.subarray(sent, sent + 1));
      sent += 1;
      if (sent < Math.min(body.length, 40) && !response.destroyed) return;
      clearInterval(timer);
      response.end(body.subarray(sent));
    }, 25);
  },
  'no answer': () => undefined,
  'a broken connection': (_answer, response) => void response.socket?.resetAndDestroy(),
  'bytes that are not HTTP': (_answer, response) =>
    void response.socket?.end('\u001B[2J garbage\r\n\r\n', 'latin1'),
  'hostile headers': (_answer, response) =>
    void response.socket?.end(
      `HTTP/1.1 400 \u009B2J\r\nx-amzn-requestid: \u009B2J\u0085x\r\nx-amzn-errortype: \u009Bx\r\ncontent-length: 2\r\n\r\n{}`,
      'latin1',
    ),
  'a wrong encoding': (_answer, response) =>
    send(response, 200, { ...json, 'content-encoding': 'gzip' }, 'not gzip'),
  'an unusual status': (_answer, response, random) =>
    send(response, pickFrom([204, 304, 418, 429, 503, 599], random) ?? 204, json, ''),
};

export const distortionNames: readonly string[] = Object.keys(distortions);

export function distortAnswer(kind: string, answer: Answer, response: ServerResponse, random: Random): void {
  distortions[kind]?.(answer, response, random);
}
