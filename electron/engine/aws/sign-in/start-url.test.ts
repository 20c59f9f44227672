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
let requests: string[];
let respond: RequestListener;
beforeEach(async () => {
  requests = [];
  respond = (_request, response) => response.end();
  server = await listen((request, response) => {
    requests.push(`${request.method} https://${request.headers.host}${request.url}`);
    respond(request, response);
  });
});
afterEach(() => server.close());

const redirectTo =
  (location: string): RequestListener =>
  (_request, response) =>
    response.writeHead(302, { location }).end();

const resolve = (readSsoSession: SsoSession) =>
  resolveIssuerUrl(
    createLoopbackNetwork(() => Number(server.host.split(':')[1])),
    readSsoSession,
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
  ])('is %s itself, without a request', async (startUrl) => {
    expect(await resolve(session(startUrl))).toBe(startUrl);
    expect(requests).toEqual([]);
  });

  test('is the target of one redirect of a vanity URL', async () => {
    respond = redirectTo('https://ssoins-1.portal.eu-west-1.app.aws/?x=1#y');
    expect(await resolve(session('https://sso.company.example/aws'))).toBe(
      'https://ssoins-1.portal.eu-west-1.app.aws',
    );
    expect(requests).toEqual(['HEAD https://sso.company.example/aws']);
  });

  test('is requested by GET if the server does not support HEAD', async () => {
    respond = (request, response) =>
      request.method === 'HEAD'
        ? response.writeHead(405).end()
        : response.writeHead(301, { location: 'https://corp.awsapps.com/start/' }).end();
    expect(await resolve(session('https://sso.company.example/'))).toBe('https://corp.awsapps.com/start');
    expect(requests.map((request) => request.split(' ')[0])).toEqual(['HEAD', 'GET']);
  });

  test('is rejected with both regions if it differs from the configured one', async () => {
    respond = redirectTo('https://ssoins-1.us-east-1.portal.amazonaws.com/');
    await expect(resolve(session('https://sso.company.example/'))).rejects.toThrow(
      'The sso_region of corp is eu-west-1, but its start URL redirects to us-east-1. Change sso_region to us-east-1',
    );
  });

  test.each([
    ['elsewhere', redirectTo('https://evil.example/start')],
    ['to a host that only looks like AWS', redirectTo('https://awsapps.com.evil.example/start')],
    ['to AWS without TLS', redirectTo('http://corp.awsapps.com/start')],
    ['back to itself', redirectTo('/login')],
    ['nowhere', (_request, response) => response.end()],
  ] satisfies [string, RequestListener][])(
    'is rejected for a redirect %s, after one request',
    async (_name, listener) => {
      respond = listener;
      await expect(resolve(session('https://sso.company.example/'))).rejects.toThrow(
        'does not redirect to AWS',
      );
      expect(requests).toHaveLength(1);
    },
  );

  test.each(['http://corp.awsapps.com/start', 'corp'])('is rejected for %s', async (startUrl) => {
    await expect(resolve(session(startUrl))).rejects.toThrow('is not an https address');
    expect(requests).toEqual([]);
  });
});
