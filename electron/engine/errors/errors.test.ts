import { describe, expect, test } from 'vitest';
import { describeResource, parseAccessDenied } from './access-denied.ts';
import { ProxyError } from '../aws/network/proxy-error.ts';
import { readAwsError } from './aws-error.ts';
import { knownSecrets } from '../redaction/known-secrets.ts';
import { describeAwsError, describeCallError } from './describe-aws-error.ts';
import { describeNetworkError } from './describe-network-error.ts';
import { describeSignInProblem } from './describe-sign-in-error.ts';
import { EngineError } from './engine-error.ts';
import { toErrorData } from './to-error-data.ts';

const context = {
  side: 'destination',
  profile: 'production',
  region: 'eu-west-1',
  operation: 'PutImage',
  repositoryName: 'team/api',
} as const;

const awsError = (name: string, message: string, more: object = {}) =>
  readAwsError(Object.assign(new Error(message), { name, ...more }));

describe('what AWS says about a refused call', () => {
  const principal = 'arn:aws:iam::1:user/ana';
  const arn = 'arn:aws:ecr:eu-west-1:222222222222:repository/team/api';
  const denied = (resource: string, reason: string) =>
    awsError(
      'AccessDeniedException',
      `User: ${principal} is not authorized to perform: ecr:PutImage on resource: ${resource} ${reason}`,
    );

  test.each([
    [
      'because no identity-based policy allows the ecr:PutImage action',
      'no identity-based policy allows the ecr:PutImage action',
      'no identity-based policy allows it',
    ],
    [
      'because no resource-based policy allows the ecr:PutImage action',
      'no resource-based policy allows the ecr:PutImage action',
      'no resource-based policy allows it',
    ],
    [
      'with an explicit deny in a service control policy',
      'an explicit deny in a service control policy',
      'an explicit deny in a service control policy',
    ],
  ])('%s', (words, reason, told) => {
    expect(describeAwsError(denied(arn, words), context)).toMatchObject({
      code: 'access-denied',
      message: `Profile production is not allowed ecr:PutImage on repository team/api (${told}). Ask for this permission, or choose another profile.`,
      denied: { action: 'ecr:PutImage', principalArn: principal, resourceArn: arn, reason },
    });
  });

  test('names resources by their kind, and none for a call that has none', () => {
    expect(describeResource(arn)).toBe('repository team/api');
    expect(describeResource('arn:aws:iam::1:role/ops/Release')).toBe('role ops/Release');
    expect(parseAccessDenied(denied('*', 'because no identity-based policy allows it').message)).toEqual({
      action: 'ecr:PutImage',
      principalArn: principal,
      resourceArn: undefined,
      reason: 'no identity-based policy allows it',
    });
  });

  test.each(['*', 'arn:aws:ecr:eu-west-1:222222222222:repository/*'])(
    '%s names no repository',
    (resource) => {
      const sentence = `User: arn:aws:iam::1:user/ana is not authorized to perform: ecr:DescribeRepositories on resource: ${resource} because no identity-based policy allows it`;
      expect(describeAwsError(awsError('AccessDeniedException', sentence), context).message).toBe(
        'Profile production is not allowed ecr:DescribeRepositories (no identity-based policy allows it). Ask for this permission, or choose another profile.',
      );
    },
  );

  test('another text is not parsed, and the operation is named instead', () => {
    expect(parseAccessDenied('No.')).toBeUndefined();
    expect(describeAwsError(awsError('AccessDeniedException', 'No.'), context)).toMatchObject({
      message:
        'Profile production is not allowed ecr:PutImage. Ask for this permission, or choose another profile.',
      denied: { action: 'ecr:PutImage' },
    });
  });
});

describe('an error of a call', () => {
  test.each([
    ['ThrottlingException', 'Rate exceeded', {}, 'throttled', true],
    ['ServerException', '', { $metadata: { httpStatusCode: 500 } }, 'service-unavailable', true],
    ['Unknown', '', { $metadata: { httpStatusCode: 503 } }, 'service-unavailable', true],
    ['TimeoutError', 'Connection timed out', {}, 'network', true],
    ['Error', 'socket hang up', { code: 'ECONNRESET' }, 'network', true],
    ['ExpiredTokenException', 'expired', {}, 'credentials-expired', false],
    ['UnrecognizedClientException', 'invalid', {}, 'credentials-invalid', false],
    ['InvalidSignatureException', 'no match', {}, 'credentials-invalid', false],
    [
      'InvalidSignatureException',
      'skew',
      {
        $metadata: { clockSkewCorrected: true },
        $response: { headers: { date: new Date(Date.now() + 3_600_000).toUTCString() } },
      },
      'clock-wrong',
      true,
    ],
    [
      'InvalidSignatureException',
      'Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z',
      {},
      'clock-wrong',
      true,
    ],
    ['RequestTimeTooSkewed', 'skew', {}, 'clock-wrong', true],
    ['InvalidLayerException', '', {}, 'digest-mismatch', false],
    ['LimitExceededException', 'full', {}, 'quota-exceeded', false],
    ['KmsException', 'disabled', {}, 'kms', false],
    ['ImageArchivedException', '', {}, 'image-unavailable', false],
    ['BlockedByOrganizationPolicyException', '', {}, 'access-denied', false],
    ['RegionDisabledException', '', {}, 'region-disabled', false],
    ['Error', 'Region is missing', {}, 'region-missing', false],
    [
      'Error',
      'Region not accepted: region="us east 1" is not a valid hostname component.',
      {},
      'region-missing',
      false,
    ],
    ['RepositoryNotFoundException', '', {}, 'repository-not-found', false],
    ['SomethingNew', 'unheard of', {}, 'internal', false],
    ['constructor', 'odd', {}, 'internal', false],
    [
      'InvalidParameterException',
      "at 'ImageManifest': 'Invalid JSON syntax'",
      {},
      'image-unsupported',
      false,
    ],
    ['InvalidParameterException', "at 'nextToken': 'Invalid token'", {}, 'service-unavailable', false],
  ])('%s (%s) is %s', (name, message, more, code, retryable) => {
    const data = describeAwsError(awsError(name, message, more), context);
    expect(data).toMatchObject({ code, retryable, side: 'destination' });
    expect(data.message).toMatch(/^[A-Z].+\.$/);
    expect(data.detail).toContain(`PutImage · ${name}`);
  });

  test('never in AWS’s words: these are under Details', () => {
    const words = 'Their own words';
    for (const name of [
      'SomethingNew',
      'ValidationException',
      'InvalidParameterException',
      'ServerException',
    ]) {
      const data = describeAwsError(awsError(name, words, { $metadata: { httpStatusCode: 400 } }), context);
      expect(data.message).not.toContain(words);
      expect(data.detail).toContain(words);
    }
  });

  test('a tag that attaches a signature is named as such', () => {
    const tag = `sha256-${'a'.repeat(64)}.sig`;
    const refused = awsError('ImageTagAlreadyExistsException', `The image tag '${tag}' already exists`);
    expect(describeAwsError(refused, context)).toMatchObject({
      code: 'tag-immutable',
      action: 'plan-again',
      message: expect.stringMatching(
        /^The signature of sha256:aaaaaaaaaaaa cannot be copied: repository team\/api/,
      ),
    });
  });

  test('keeps the request id for support', () => {
    const error = awsError('KmsException', 'no', { $metadata: { requestId: 'abc-123' } });
    expect(describeAwsError(error, context).detail).toBe('PutImage · KmsException · no · request abc-123');
  });

  test.each([undefined, null, 'text', 7, {}, { name: 5, $metadata: 'x' }])(
    'can be read from %j',
    (thrown) => {
      expect(readAwsError(thrown)).toMatchObject({ clockSkewCorrected: false });
    },
  );
});

const onTheWay = (name: string, message: string, more: object = {}, connected = true) =>
  describeNetworkError(awsError(name, message, more), context, connected);

describe('a failure on the way to AWS', () => {
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
      'The name api.ecr is not known here',
    ],
    ['ECONNRESET', 'read ECONNRESET', {}, 'ECR in eu-west-1 did not answer (ECONNRESET)'],
  ])('%s names the host', (code, message, more, words) => {
    expect(onTheWay('Error', message, { code, ...more })).toMatchObject({
      code: 'network',
      retryable: true,
      message: expect.stringContaining(words),
    });
  });

  test('a computer in no network is offline, unless something near it refused', () => {
    expect(onTheWay('Error', 'getaddrinfo ENOTFOUND x', { code: 'ENOTFOUND' }, false)?.code).toBe('offline');
    expect(onTheWay('Error', 'connect ECONNREFUSED', { code: 'ECONNREFUSED' }, false)?.code).toBe('network');
  });

  test.each([
    [
      'Error',
      'tunneling socket could not be established, 407 Proxy Authentication Required',
      { code: 'ERR_PROXY_TUNNEL' },
      'asks for a name',
    ],
    ['Unknown', 'Unknown', { $metadata: { httpStatusCode: 407 } }, 'asks for a name'],
    [
      'Error',
      'Failed to establish tunnel: 403 Forbidden',
      { code: 'ERR_PROXY_TUNNEL' },
      'does not let calls through',
    ],
  ])('a proxy that refuses: %s %s', (name, message, more, words) => {
    expect(onTheWay(name, message, more)).toMatchObject({
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
  ])('%s, by its code and by its text alone', (code, message) => {
    const expected = { code: 'certificate-untrusted', action: 'network-settings' };
    expect(onTheWay('Error', message, { code })).toMatchObject(expected);
    const wrapped = onTheWay('CredentialsProviderError', `Error: ${message}`);
    expect(wrapped).toMatchObject({ ...expected, message: expect.stringContaining(code) });
  });

  test.each([
    ['ERR_PROXY_LOGIN', 'proxy', false],
    ['ERR_PROXY_REFUSED', 'proxy', false],
    ['ERR_PROXY_UNREACHABLE', 'proxy', true],
    ['ERR_PROXY_UNSUPPORTED', 'proxy', false],
    ['ERR_PROXY_PORTAL', 'not-aws', false],
  ] as const)('what stops at a proxy keeps its sentence, wrapped too: %s', (proxyCode, code, retryable) => {
    const { message } = new ProxyError(proxyCode, 'The proxy a:1 is not in the mood.');
    for (const [name, text] of [
      ['ProxyError', message],
      ['CredentialsProviderError', `Error: ${message}`],
    ] as const) {
      const described = onTheWay(name, text);
      expect(described).toMatchObject({ code, retryable });
      expect(described?.message).toMatch(/^The proxy a:1 is not in the mood\./);
    }
  });

  test('host and way are told where they are known', () => {
    const error = awsError('TimeoutError', 'connect ETIMEDOUT', { code: 'ETIMEDOUT' });
    const where = { host: 'api.ecr.eu-west-1.amazonaws.com', region: 'eu-west-1' };
    expect(describeNetworkError(error, { ...where, via: 'direct' })?.message).toBe(
      'api.ecr.eu-west-1.amazonaws.com did not answer in time without a proxy (ETIMEDOUT). Check the network, VPN and proxy, then try again.',
    );
    expect(describeNetworkError(error, { ...where, via: 'proxy.corp:3128' })?.message).toContain(
      'in time by the proxy proxy.corp:3128 (ETIMEDOUT)',
    );
  });

  test.each([
    ['SyntaxError', 'Unexpected token \'<\', "<html>" is not valid JSON', {}],
    ['SyntaxError', 'whatever', page],
    ['Unknown', 'UnknownError', { $metadata: { httpStatusCode: 302 }, $response: { headers: {} } }],
  ])('a web page in AWS’s place: %s %s', (name, message, more) => {
    expect(onTheWay(name, message, more)?.code).toBe('not-aws');
  });

  test('an answer of AWS is none', () => {
    expect(onTheWay('KmsException', 'no', { $metadata: { httpStatusCode: 400 } })).toBeUndefined();
  });
});

const answeredAt = (offset: number) => ({
  $metadata: { httpStatusCode: 403 },
  $response: { headers: { date: new Date(Date.now() + offset).toUTCString() } },
});

describe('a clock that is wrong', () => {
  const minutes = 60_000;

  test.each([
    ['InvalidSignatureException', 'no match', 12 * minutes, 'is 12 min behind'],
    ['SignatureDoesNotMatch', 'no match', -90 * minutes, 'is 90 min ahead of'],
    ['RequestTimeTooSkewed', 'skew', 16 * minutes, 'is 16 min behind'],
    ['RequestInTheFuture', 'skew', -16 * minutes, 'is 16 min ahead of'],
    ['RequestExpired', 'skew', 16 * minutes, 'is 16 min behind'],
  ])('%s with AWS’s date at hand', (name, message, offset, words) => {
    expect(describeAwsError(awsError(name, message, answeredAt(offset)), context)).toMatchObject({
      code: 'clock-wrong',
      message: `This computer's clock ${words} AWS's. Set this computer's clock, then try again.`,
    });
  });

  test('is told from AWS’s sentence where there is no date', () => {
    const message =
      'Signature expired: 20261124T000000Z is now earlier than 20261124T030000Z (20261124T031500Z - 15 min.)';
    expect(describeAwsError(awsError('InvalidSignatureException', message), context)).toMatchObject({
      code: 'clock-wrong',
      message: expect.stringContaining('is 195 min behind'),
    });
  });

  test('a signature that does not match at the right time is a wrong secret key', () => {
    const error = awsError('InvalidSignatureException', 'no match', answeredAt(2 * minutes));
    const place = { path: '/home/ana/.aws/credentials', line: 4 };
    expect(describeAwsError(error, { ...context, place })).toMatchObject({
      code: 'credentials-invalid',
      action: 'open-file',
      profile: 'production',
      place,
    });
  });
});

test.each([
  ['never-signed-in', 'sign-in-needed', 'Nobody is signed in to corp (profile p). Sign in to go on.'],
  ['expired', 'sign-in-needed', 'Your sign-in to corp has expired (profile p). Sign in to go on.'],
  [
    'not-assigned',
    'not-assigned',
    'You are signed in to corp, but have no access to role Release in account 111111111111. Choose another profile.',
  ],
  [
    'not-permitted',
    'access-denied',
    'The user behind profile p is not allowed signin:CreateOAuth2Token. Ask for this permission, or choose another profile.',
  ],
  [
    'unusable',
    'profile-unusable',
    'The sign-in of profile p gives no credentials. Check the profile in your AWS config, or choose another one.',
  ],
] as const)('a sign-in that gives no credentials: %s', (problem, code, message) => {
  const signIn = { profile: 'p', session: 'corp', roleName: 'Release', accountId: '111111111111' };
  const error = awsError('UnauthorizedException', 'Session token not found or invalid');
  expect(describeSignInProblem(problem, signIn, error)).toMatchObject({
    code,
    message,
    profile: 'p',
    detail: 'Sign-in · UnauthorizedException · Session token not found or invalid',
  });
  expect(describeSignInProblem(problem, signIn)).not.toHaveProperty('detail');
});

test('whatever is thrown becomes data', () => {
  const data = { code: 'kms', message: 'No key.', retryable: false } as const;
  expect(toErrorData(new EngineError(data))).toEqual(data);
  expect(toErrorData(new DOMException('stop', 'AbortError'))).toMatchObject({ code: 'cancelled' });
  expect(toErrorData(new TypeError('x is undefined'))).toMatchObject({
    code: 'internal',
    detail: 'x is undefined',
  });
  expect(toErrorData('text')).toMatchObject({ code: 'internal', detail: 'text' });
});

test('what AWS echoes of a request leaves no secret in an error, whoever reads it', () => {
  const token = `IQoJb3JpZ2luX2VjE${'aB3/x+Z9q'.repeat(30)}==`;
  const echo = `The Canonical String for this request should have been 'POST\n/\n\nhost:api.ecr\nx-amz-security-token:${token}\n\nhost;x-amz-security-token'`;
  const thrown = awsError('InvalidSignatureException', echo);
  for (const error of [describeCallError(thrown, context), new Error(echo)]) {
    const data = toErrorData(error);
    expect(data.detail).toContain('x-amz-security-token:[redacted]');
    expect(JSON.stringify(data)).not.toContain(token.slice(0, 20));
  }
});

test('a secret that the process knows is in no error, whatever stands around it', () => {
  knownSecrets.remember('open-sesame');
  const data = { code: 'proxy', message: 'The proxy said open-sesame.', retryable: false } as const;
  expect(new EngineError({ ...data, detail: 'b3Blbi1zZXNhbWU open-sesame' })).toMatchObject({
    message: 'The proxy said [redacted].',
    data: { message: 'The proxy said [redacted].', detail: expect.not.stringContaining('sesame') },
  });
  knownSecrets.forgetAll();
});
