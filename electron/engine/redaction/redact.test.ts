import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const sessionToken = `IQoJb3JpZ2luX2VjE${'aB3/x+Z9q'.repeat(30)}==`;
const basic = Buffer.from(`AWS:${sessionToken}`).toString('base64');

test('an access key id keeps its kind and its last four characters', () => {
  expect(redact(`signed in with ${accessKeyId}.`)).toBe('signed in with AKIA…MPLE.');
  expect(redact('ASIAY34FZKBOKMUTVV7A')).toBe('ASIA…VV7A');
});

const secrets = [secretAccessKey, sessionToken, basic];
test.each([
  ['bare secret key', `key ${secretAccessKey} used`],
  ['bare session token', `token ${sessionToken}`],
  ['quoted', `"${secretAccessKey}"`],
  ['credentials file', `aws_secret_access_key = ${secretAccessKey}\naws_session_token=${sessionToken}`],
  ['environment', `AWS_SECRET_ACCESS_KEY=${secretAccessKey} AWS_SESSION_TOKEN=${sessionToken}`],
  ['object', inspect({ secretAccessKey, sessionToken, nested: { authorizationToken: basic } })],
  ['JSON', JSON.stringify({ SecretAccessKey: secretAccessKey, SessionToken: sessionToken })],
  ['JSON in JSON', JSON.stringify(JSON.stringify({ secretAccessKey, sessionToken }))],
  ['basic header', `authorization: Basic ${basic}`],
  [
    'header object',
    inspect({ headers: { Authorization: `Bearer ${sessionToken}`, 'x-amz-security-token': sessionToken } }),
  ],
  ['error', inspect(new Error(`refused: ${secretAccessKey}`, { cause: new Error(sessionToken) }))],
])('no secret is left in: %s', (_where, text) => {
  const line = redact(text);
  for (const secret of secrets) expect(line).not.toContain(secret);
  expect(line).toContain('[redacted]');
});

test('short passwords go by their name', () => {
  expect(redact("{ user: 'AWS', password: 'hunter2' }")).toBe("{ user: 'AWS', password: [redacted] }");
  expect(redact('client_secret=abc&scope=x')).toBe('client_secret=[redacted]&scope=x');
});

test('a signed request keeps its other headers', () => {
  const signature = 'f'.repeat(64);
  const header = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=${signature}`;
  const line = redact(
    `Authorization: ${header}\r\nx-amz-target: AmazonEC2ContainerRegistry_V20150921.PutImage`,
  );
  expect(line).not.toContain(signature);
  expect(line).not.toContain(accessKeyId);
  expect(line).toContain('AmazonEC2ContainerRegistry_V20150921.PutImage');
});

test('a presigned address keeps its place and loses its key', () => {
  const url = `https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/a-b/c?X-Amz-Security-Token=${encodeURIComponent(sessionToken)}&X-Amz-Date=20261123T101500Z&X-Amz-Expires=3600&X-Amz-Credential=${accessKeyId}%2F20261123%2Fus-east-1&X-Amz-Signature=${'0a'.repeat(32)}`;
  expect(redact(`GET ${url} failed`)).toBe(
    'GET https://prod-us-east-1-starport-layer-bucket.s3.us-east-1.amazonaws.com/a-b/c?X-Amz-Security-Token=[redacted]&X-Amz-Date=20261123T101500Z&X-Amz-Expires=3600&X-Amz-Credential=[redacted]&X-Amz-Signature=[redacted] failed',
  );
});

test.each([
  ['HTTPS_PROXY=http://ana:open@proxy.corp:3128', 'HTTPS_PROXY=http://[redacted]@proxy.corp:3128'],
  ["{ proxyUrl: 'https://ana:p@ss@proxy.corp' }", "{ proxyUrl: 'https://[redacted]@proxy.corp' }"],
  ['socks5h://token@10.0.0.1:1080 is set', 'socks5h://[redacted]@10.0.0.1:1080 is set'],
  ['Proxy-Authorization: Basic YW5hOm9wZW4=', 'Proxy-Authorization: [redacted]'],
  ["{ 'proxy-authorization': 'Basic YW5hOm9wZW4=' }", "{ 'proxy-authorization': [redacted] }"],
])('the name and password for a proxy are hidden: %s', (text, line) => {
  expect(redact(text)).toBe(line);
});

test('a web token is hidden', () => {
  expect(redact('got eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl from sign-in')).toBe(
    'got [redacted] from sign-in',
  );
});

test.each([
  'sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  '111122223333.dkr.ecr.us-east-1.amazonaws.com/team/application:1.2.3',
  'commit 5b1c0ffee5b1c0ffee5b1c0ffee5b1c0ffee5b1c is built',
  'arn:aws:ecr:us-east-1:111122223333:repository/team/application',
  'at load (/Users/Ann/Projects/ecr/electron/engine/x1/replication/upload/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t.ts:10:3)',
  'Basic authentication is off; the session token of profile lab has expired.',
  'https://registry.example/team/app@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'http://proxy.corp:3128 for ana@example.com',
  'request id 8f3c0f7e-2b7a-4d52-9a35-0f3f6a4f8b1d',
])('nothing else is touched: %s', (text) => {
  expect(redact(text)).toBe(text);
});
