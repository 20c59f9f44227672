import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { redact } from './redact.ts';

const accessKeyId = 'AKIAIOSFODNN7EXAMPLE';
const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const sessionToken = `IQoJb3JpZ2luX2VjE${'aB3/x+Z9q'.repeat(30)}==`;
const basic = Buffer.from(`AWS:${sessionToken}`).toString('base64');

test('keeps the first and last four characters of an access key id', () => {
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
])('redacts secrets in: %s', (_where, text) => {
  const line = redact(text);
  for (const secret of secrets) expect(line).not.toContain(secret);
  expect(line).toContain('[redacted]');
});

test('redacts short passwords by their name', () => {
  expect(redact("{ user: 'AWS', password: 'hunter2' }")).toBe("{ user: 'AWS', password: [redacted] }");
  expect(redact('client_secret=abc&scope=x')).toBe('client_secret=[redacted]&scope=x');
});

test('keeps the other headers of a signed request', () => {
  const signature = 'f'.repeat(64);
  const header = `AWS4-HMAC-SHA256 Credential=${accessKeyId}/20261123/us-east-1/ecr/aws4_request, SignedHeaders=host, Signature=${signature}`;
  const line = redact(
    `Authorization: ${header}\r\nx-amz-target: AmazonEC2ContainerRegistry_V20150921.PutImage`,
  );
  expect(line).not.toContain(signature);
  expect(line).not.toContain(accessKeyId);
  expect(line).toContain('AmazonEC2ContainerRegistry_V20150921.PutImage');
});

test('redacts only the secret parameters of a presigned URL', () => {
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
])('redacts the user name and password for a proxy: %s', (text, line) => {
  expect(redact(text)).toBe(line);
});

test('redacts the authorization of a registry that nothing names', () => {
  const authorization = Buffer.from('AWS:OHsjKkQu6AofxB0Z+oMnJf').toString('base64');
  expect(redact(`echo ${authorization} and ${authorization}.`)).toBe('echo [redacted] and [redacted].');
  expect(redact('The profile QVdTOwner is unknown.')).toBe('The profile QVdTOwner is unknown.');
});

test('redacts a JSON Web Token', () => {
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
])('keeps other text: %s', (text) => {
  expect(redact(text)).toBe(text);
});

const random = 'kX9vQ2mT7bLr4ZpW8sYc1NfJ6hGdE3aUoVi5tRqK0wM';

test.each([
  ['code verifier', `grant_type=authorization_code&code_verifier=${random}&x=1`],
  ['code verifier in JSON', JSON.stringify({ codeVerifier: random })],
  ['code of a callback', `GET /oauth/callback?code=${random}&state=1`],
  ['code in JSON', JSON.stringify({ grantType: 'authorization_code', code: random.toLowerCase() })],
  ['docker login', JSON.stringify({ auths: { 'registry.example': { auth: 'QVdTOmh1bnRlcjIy' } } })],
  ['proxy without a scheme', 'the proxy is ana:hunter22@proxy.corp:3128 here'],
  ['proxy variable without a port', 'https_proxy=ana:hunter22@proxy.corp'],
  ['proxy in a query', 'x?to=http%3A%2F%2Fana%3Ahunter22%40proxy.corp%3A3128'],
  ['URL-encoded token', `x ${encodeURIComponent(sessionToken)} y`],
  ['URL-encoded twice', `x ${encodeURIComponent(encodeURIComponent(sessionToken))} y`],
  ['key after a name', `k=${secretAccessKey}`],
  [
    'escaped for JSON',
    `x ${sessionToken.replaceAll('/', String.raw`\/`).replaceAll('=', String.raw`\u003d`)} y`,
  ],
  ['in XML', `<Credentials><SecretAccessKey>${secretAccessKey}</SecretAccessKey></Credentials>`],
  ['on a command line', `tool --client-secret ${random} --region eu-west-1`],
  ['raw headers', inspect(['Host', 'x', 'Authorization', `Basic ${random}`])],
  ['on the next line', `"SessionToken":\n  "${sessionToken}"`],
  ['canonical request', `POST\n/\n\nhost:x\nx-amz-security-token:${sessionToken}\n\nhost`],
  ['canonical request, escaped', String.raw`POST\n/\nx-amz-security-token:${sessionToken}\nx-amz-target:y`],
  [
    'URL in a query',
    `?u=${encodeURIComponent(`https://h/?X-Amz-Security-Token=${encodeURIComponent(sessionToken)}&a=1`)}`,
  ],
  ['private key', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIHunter22\n-----END EC PRIVATE KEY-----'],
  ['cookie', 'set-cookie: session=hunter22; path=/'],
])('redacts a secret in: %s', (_where, text) => {
  const line = redact(text);
  expect(line).toContain('[redacted]');
  expect(line).not.toMatch(/hunter22|aHVudGVy|aB3|kX9v|kx9v|wJalr|QVdT/i);
});

test.each([
  "{ code: 'ERR_TLS_CERT_ALTNAME_INVALID', errno: -4078 }",
  '"code":"ECONNREFUSED"',
  'exit code=1',
  'https://example.com/path?page=2&next=3#top',
  'ssh://git@github.com/team/app',
  'app:1.2.3@sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  'C:/Users/Ann/app@1.2.3:10:3',
  'arn:aws:sts::111122223333:assumed-role/AWSReservedSSO_AdministratorAccess_0123456789abcdef/ana@example.com',
  'arn:aws:iam::111122223333:role/MyCompanyDeployRole2024/ForEcrProduction12Eu',
  'x-amz-id-2: eftixk72aD6Ap51TnqcoF8eFidJG9Z/2mkiDFu8yU9AS1ed4OpIszj7UDNEHGran',
  '"uploadId":"3f2b9d0e-8c41-4d21-9e57-0a1b2c3d4e5f"',
  'SignedHeaders=host;x-amz-date;x-amz-security-token, next',
  '{ sessionToken: undefined, password: null }',
  'The session token is invalid. Unable to refresh credentials because of a change in your password.',
  'Unexpected token \'<\', "<html>" is not valid JSON',
  'nextToken: aB3xZ9qaB3xZ9q',
])('keeps text that resembles a secret: %s', (text) => {
  expect(redact(text)).toBe(text);
});

test('keeps the text around a secret in the same line', () => {
  expect(redact(`{"authorization":"Basic ${basic}","digest":"sha256:00ff"}`)).toContain('sha256:00ff');
  expect(redact(`k=${secretAccessKey} request 8f3c0f7e`)).toBe('k=[redacted] request 8f3c0f7e');
});
