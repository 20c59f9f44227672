import { describe, expect, test } from 'vitest';
import { createAwsError, errorContext } from '../../testing/aws-error.ts';
import { ProxyError } from '../aws/network/proxy-error.ts';
import { describeNetworkError } from './describe-network-error.ts';

const describeFailure = (name: string, message: string, more: object = {}, connected = true) =>
  describeNetworkError(createAwsError(name, message, more), errorContext, connected);

describe('a network failure', () => {
  const page = {
    $metadata: { httpStatusCode: 200 },
    $response: { headers: { 'content-type': 'text/html' } },
  };

  test.each([
    [
      'ECONNREFUSED',
      'connect ECONNREFUSED 10.0.0.1:3128',
      { address: '10.0.0.1', port: 3128 },
      'at 10.0.0.1:3128',
    ],
    ['ETIMEDOUT', 'connect ETIMEDOUT 10.0.0.1:443', { address: '10.0.0.1', port: 443 }, 'at 10.0.0.1:443'],
    [
      'ENOTFOUND',
      'getaddrinfo ENOTFOUND api.ecr.us-east-99.amazonaws.com',
      {},
      'api.ecr.us-east-99.amazonaws.com',
    ],
    [
      'EAI_AGAIN',
      'getaddrinfo EAI_AGAIN api.ecr',
      { hostname: 'api.ecr' },
      'The host name api.ecr cannot be resolved',
    ],
    ['ECONNRESET', 'read ECONNRESET', {}, 'ECR in eu-west-1 did not respond (ECONNRESET)'],
  ])('%s is described with the host', (code, message, more, words) => {
    expect(describeFailure('Error', message, { code, ...more })).toMatchObject({
      code: 'network',
      retryable: true,
      message: expect.stringContaining(words),
    });
  });

  test('is offline without a network, except for a refused connection', () => {
    expect(describeFailure('Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' }, false)?.code).toBe(
      'offline',
    );
    expect(describeFailure('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED' }, false)?.code).toBe(
      'network',
    );
  });

  test.each([
    [
      'Error',
      'tunneling socket could not be established, 407 Proxy Authentication Required',
      { code: 'ERR_PROXY_TUNNEL' },
      'requires a user name',
    ],
    ['Unknown', 'Unknown', { $metadata: { httpStatusCode: 407 } }, 'requires a user name'],
    [
      'Error',
      'Failed to establish tunnel: 403 Forbidden',
      { code: 'ERR_PROXY_TUNNEL' },
      'blocks connections',
    ],
  ])('of the proxy is described: %s %s', (name, message, more, words) => {
    expect(describeFailure(name, message, more)).toMatchObject({
      code: 'proxy',
      action: 'network-settings',
      message: expect.stringContaining(words),
    });
  });

  test.each([
    ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
    ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate'],
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
    ['CERT_HAS_EXPIRED', 'certificate has expired'],
    ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
    ['CERT_SIGNATURE_FAILURE', 'certificate signature failure'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames: x"],
  ])('of a certificate is recognized by the code %s and by the message', (code, message) => {
    const expected = { code: 'certificate-untrusted', action: 'network-settings' };
    expect(describeFailure('Error', message, { code })).toMatchObject(expected);
    const wrapped = describeFailure('CredentialsProviderError', `Error: ${message}`);
    expect(wrapped).toMatchObject({ ...expected, message: expect.stringContaining(code) });
  });

  test.each([
    ['ERR_PROXY_LOGIN', 'proxy', false],
    ['ERR_PROXY_REFUSED', 'proxy', false],
    ['ERR_PROXY_UNREACHABLE', 'proxy', true],
    ['ERR_PROXY_UNSUPPORTED', 'proxy', false],
    ['ERR_PROXY_PORTAL', 'not-aws', false],
  ] as const)(
    'with the code %s keeps the sentence of the ProxyError, also if wrapped',
    (proxyCode, code, retryable) => {
      const { message } = new ProxyError(proxyCode, 'The proxy a:1 failed.');
      for (const [name, text] of [
        ['ProxyError', message],
        ['CredentialsProviderError', `Error: ${message}`],
      ] as const) {
        const described = describeFailure(name, text);
        expect(described).toMatchObject({ code, retryable });
        expect(described?.message).toMatch(/^The proxy a:1 failed\./);
      }
    },
  );

  test('is described with the host and the route if they are known', () => {
    const error = createAwsError('TimeoutError', 'connect ETIMEDOUT', { code: 'ETIMEDOUT' });
    const where = { host: 'api.ecr.eu-west-1.amazonaws.com', region: 'eu-west-1' };
    expect(describeNetworkError(error, { ...where, via: 'direct' })?.message).toBe(
      'api.ecr.eu-west-1.amazonaws.com did not respond in time without a proxy (ETIMEDOUT). Check the network, VPN and proxy, then try again.',
    );
    expect(describeNetworkError(error, { ...where, via: 'proxy.corp:3128' })?.message).toContain(
      'in time through the proxy proxy.corp:3128 (ETIMEDOUT)',
    );
  });

  test.each([
    ['SyntaxError', 'Unexpected token \'<\', "<html>" is not valid JSON', {}],
    ['SyntaxError', 'whatever', page],
    ['Unknown', 'UnknownError', { $metadata: { httpStatusCode: 302 }, $response: { headers: {} } }],
  ])('with a web page instead of a response is recognized: %s %s', (name, message, more) => {
    expect(describeFailure(name, message, more)?.code).toBe('not-aws');
  });

  test('is distinguished from an error response of AWS', () => {
    expect(describeFailure('KmsException', 'no', { $metadata: { httpStatusCode: 400 } })).toBeUndefined();
  });
});
