import { describe, expect, test } from 'vitest';
import { isBypassed, isLoopback } from './proxy-bypass.ts';
import { parseProxy } from './parse-proxy.ts';
import { redact } from '../../redaction/redact.ts';
import { findRoute } from './find-route.ts';
import { proxyUrl } from './route.ts';
import { parsePacResult } from './parse-pac-result.ts';

describe('NO_PROXY', () => {
  const url = 'https://api.ecr.eu-west-1.amazonaws.com/';
  test.each([
    [url, 'amazonaws.com'],
    [url, '.amazonaws.com'],
    [url, '*.amazonaws.com'],
    [url, 'API.ECR.eu-west-1.amazonaws.com'],
    [url, 'localhost, 127.0.0.1 ,.amazonaws.com:443'],
    [url, '*'],
    ['https://10.1.2.3/', '10.0.0.0/8'],
    ['https://10.1.2.3/', '10.1.2.3'],
    ['http://10.1.2.3:8080/', '10.1.2.3:8080'],
    ['http://[2001:db8::1]/', '2001:db8::/32'],
    ['http://[2001:db8::1]:80/', '[2001:db8::1]:80'],
    ['http://[2001:db8::1]/', '2001:db8::1'],
  ])('bypasses the proxy for %s because of %s', (text, list) => {
    expect(isBypassed(new URL(text), list)).toBe(true);
  });

  test.each([
    [url, ''],
    [url, ' , ,'],
    [url, 'aws.com'],
    [url, 'amazonaws.com.cn'],
    [url, 'amazonaws.com:8443'],
    [url, '10.0.0.0/8'],
    [url, '.'],
    ['https://10.1.2.3/', '10.1.2'],
    ['https://10.1.2.3/', '2.3'],
    ['https://10.1.2.3/', '11.0.0.0/8'],
    ['https://10.1.2.3/', '10.0.0.0/99'],
    ['https://10.1.2.3/', '2001:db8::/32'],
  ])('does not bypass the proxy for %s because of %j', (text, list) => {
    expect(isBypassed(new URL(text), list)).toBe(false);
  });
});

test('recognizes this computer by its names and addresses', () => {
  expect(['localhost', 'ecr.localhost', '127.0.0.1', '127.8.8.8', '::1'].every(isLoopback)).toBe(true);
  expect(['localhost.corp', '128.0.0.1', '10.0.0.1', '2001:db8::1'].some(isLoopback)).toBe(false);
});

describe('the address of a proxy', () => {
  test.each([
    ['http://proxy.corp:3128', { protocol: 'http:', host: 'proxy.corp', port: 3128 }],
    ['proxy.corp:3128', { protocol: 'http:', host: 'proxy.corp', port: 3128 }],
    ['proxy.corp', { protocol: 'http:', host: 'proxy.corp', port: 80 }],
    ['HTTPS://proxy.corp/', { protocol: 'https:', host: 'proxy.corp', port: 443 }],
    ['http://[2001:db8::1]:8080', { protocol: 'http:', host: '2001:db8::1', port: 8080 }],
    [
      'http://d%6Fmain%5Cana:p%40ss%2Fw%3Ard@proxy.corp:3128',
      {
        protocol: 'http:',
        host: 'proxy.corp',
        port: 3128,
        login: { userName: 'domain\\ana', password: 'p@ss/w:rd' },
      },
    ],
  ])('is parsed from %s', (text, proxy) => {
    const parsed = parseProxy(text, 'HTTPS_PROXY');
    expect(parsed).toEqual({ login: undefined, ...proxy });
    expect(parseProxy(proxyUrl(parsed), 'HTTPS_PROXY')).toEqual(parsed);
  });

  test.each([
    'http://ana:p#ss@proxy.corp:3128',
    'http://ana:50%@proxy.corp',
    'ftp://proxy.corp',
    'http://',
    '"http://proxy.corp:3128"',
    "'proxy.corp:3128'",
  ])('is not parsed from %s, which the error does not repeat', (text) => {
    expect(() => parseProxy(text, 'The variable HTTPS_PROXY')).toThrow(
      'ERR_PROXY_UNSUPPORTED: The variable HTTPS_PROXY does not specify a valid proxy address. Use the form http://host:port; encode special characters in a password, such as @ as %40.',
    );
  });
});

const parse = (result: string): string => {
  const route = parsePacResult(result);
  return route.kind === 'direct' ? 'direct' : proxyUrl(route.proxy);
};

describe('the result of a PAC script', () => {
  test.each([
    ['DIRECT', 'direct'],
    ['', 'direct'],
    ['PROXY proxy.corp:3128', 'http://proxy.corp:3128'],
    ['PROXY proxy.corp', 'http://proxy.corp:80'],
    ['HTTPS proxy.corp:8443; PROXY other:80', 'https://proxy.corp:8443'],
    ['SOCKS5 socks:1080; PROXY proxy.corp:3128; DIRECT', 'http://proxy.corp:3128'],
    ['DIRECT; PROXY proxy.corp:3128', 'direct'],
    ['QUIC proxy.corp:443; PROXY proxy.corp:3128', 'http://proxy.corp:3128'],
    ['proxy [2001:db8::1]:3128', 'http://[2001:db8::1]:3128'],
  ])('%j selects %s', (result, route) => {
    expect(parse(result)).toBe(route);
  });

  test.each(['SOCKS socks:1080', 'SOCKS4 a:1; SOCKS5 b:1; DIRECT'])('%s is unsupported', (result) => {
    expect(() => parsePacResult(result)).toThrow('specifies a SOCKS proxy');
  });
});

test('redacts a proxy login in every form in which it is sent, including one more encoding', async () => {
  const login = { userName: 'ana', password: 'pZ/9+secret of 24 char' };
  const environment = {
    HTTPS_PROXY: `http://${login.userName}:${encodeURIComponent(login.password)}@proxy.corp:3128`,
  };
  await findRoute(new URL('https://api.ecr.eu-west-1.amazonaws.com/'), {
    settings: () => ({ proxyMode: 'environment' }),
    environment,
  });
  const header = Buffer.from(`${login.userName}:${login.password}`).toString('base64');
  const encodedTwice = Buffer.from(`AWS:${header}`).toString('base64');
  for (const text of [login.password, header, encodedTwice])
    expect(redact(`The proxy answered ${text}`)).not.toContain(text.slice(8, -8));
});
