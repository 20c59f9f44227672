import type { RequestListener } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { HttpServer } from '../../../local-ecr/server/http-server.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import type { SsoSession } from './sign-in-target.ts';
import { resolveIssuerUrl } from './start-url.ts';
import { createLoopbackNetwork } from '../../../testing/sign-in/loopback-network.ts';

const session = (startUrl: string, region = 'eu-west-1'): SsoSession => ({
  name: 'corp',
  legacy: false,
  startUrl,
  region,
  scopes: ['sso:account:access'],
  endpoints: { oidc: undefined, portal: undefined },
});

let server: HttpServer;
let seen: string[];
let respond: RequestListener;
beforeEach(async () => {
  seen = [];
  respond = (_request, response) => response.end();
  server = await listen((request, response) => {
    seen.push(`${request.method} https://${request.headers.host}${request.url}`);
    respond(request, response);
  });
});
afterEach(() => server.close());

const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

const issuer = (of: SsoSession) =>
  resolveIssuerUrl(
    createLoopbackNetwork(() => Number(server.host.split(':')[1])),
    of,
    new AbortController().signal,
  );

describe('the start URL at AWS', () => {
  test.each([
    'https://corp.awsapps.com/start',
    'https://corp.awsapps.com/start/#/',
    'https://start.us-gov-home.awsapps.com/directory/corp',
    'https://start.home.awsapps.cn/directory/corp',
    'https://ssoins-1234567890abcdef.portal.eu-west-1.app.aws',
    'https://identitycenter.amazonaws.com/ssoins-1234567890abcdef',
  ])('%s is one already: nothing is asked, nothing is changed', async (startUrl) => {
    expect(await issuer(session(startUrl))).toBe(startUrl);
    expect(seen).toEqual([]);
  });

  test('a company’s own address is asked once where it leads', async () => {
    respond = redirectTo('https://ssoins-1.portal.eu-west-1.app.aws/?x=1#y');
    expect(await issuer(session('https://sso.company.example/aws'))).toBe(
      'https://ssoins-1.portal.eu-west-1.app.aws',
    );
    expect(seen).toEqual(['HEAD https://sso.company.example/aws']);
  });

  test('a server that knows no HEAD is asked by GET', async () => {
    respond = (request, response) =>
      request.method === 'HEAD'
        ? response.writeHead(405).end()
        : response.writeHead(301, { location: 'https://corp.awsapps.com/start/' }).end();
    expect(await issuer(session('https://sso.company.example/'))).toBe('https://corp.awsapps.com/start');
    expect(seen.map((request) => request.split(' ')[0])).toEqual(['HEAD', 'GET']);
  });

  test('another region than the configured one is told, with both', async () => {
    respond = redirectTo('https://ssoins-1.us-east-1.portal.amazonaws.com/');
    await expect(issuer(session('https://sso.company.example/'))).rejects.toThrow(
      'The sso_region of corp is eu-west-1, but its start URL leads to us-east-1. Change sso_region to us-east-1',
    );
  });

  test.each([
    ['elsewhere', redirectTo('https://evil.example/start')],
    ['to a host that only looks like AWS', redirectTo('https://awsapps.com.evil.example/start')],
    ['to AWS without TLS', redirectTo('http://corp.awsapps.com/start')],
    ['back to itself', redirectTo('/login')],
    ['nowhere', (_request, response) => response.end()],
  ] satisfies [string, RequestListener][])(
    'one that leads %s is refused after one step',
    async (_name, answer) => {
      respond = answer;
      await expect(issuer(session('https://sso.company.example/'))).rejects.toThrow('does not lead to AWS');
      expect(seen).toHaveLength(1);
    },
  );

  test.each(['http://corp.awsapps.com/start', 'corp'])('%s is no address to sign in at', async (startUrl) => {
    await expect(issuer(session(startUrl))).rejects.toThrow('is not an https address');
    expect(seen).toEqual([]);
  });
});
