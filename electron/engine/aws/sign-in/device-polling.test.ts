import { expect, test } from 'vitest';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { ManualClock } from '../../../testing/sign-in/manual-clock.ts';
import { startUrl } from '../../../testing/sign-in/sign-in-fixture.ts';
import { createDirectNetwork } from '../network/direct-network.ts';
import { defaultTimeouts } from '../network/timeouts.ts';
import { createClientRegistrations } from './client-registrations.ts';
import { signInWithDeviceCode } from './device-sign-in.ts';
import { createOidcClient } from './oidc-client.ts';
import type { OidcClient } from './oidc-client.ts';
import { ServiceError } from './service-error.ts';
import { SignInTimedOutError } from './sso-sign-in-context.ts';

const { signal } = new AbortController();
const client = { clientId: 'id', clientSecret: 'a-client-secret', expiresAt: Date.now() + 3_600_000 };
const authorization = {
  deviceCode: 'a-device-code',
  userCode: 'CODE-CODE',
  verificationUri: 'https://device.example/',
  verificationUriComplete: 'https://device.example/?user_code=CODE-CODE',
  expiresIn: 20,
  interval: 1,
};

test.each([
  ['ThrottlingException', 400],
  ['TooManyRequestsException', 429],
])('polls five seconds later for each %s with HTTP %i', async (name, status) => {
  const oidc: OidcClient = {
    url: 'https://oidc.example',
    registerClient: async () => client,
    startDeviceAuthorization: async () => authorization,
    createToken: () => Promise.reject(new ServiceError(name, status)),
  };
  const clock = new ManualClock();
  const session = {
    name: 'corp',
    legacy: false,
    startUrl,
    region: 'eu-west-1',
    scopes: [],
    endpoints: { oidc: undefined, portal: undefined },
  };
  const ended = signInWithDeviceCode({
    session,
    issuerUrl: startUrl,
    oidc,
    registrations: createClientRegistrations(clock),
    clock,
    signal,
    showPrompt: () => undefined,
  });
  const timedOut = expect(ended).rejects.toThrow(SignInTimedOutError);
  for (const [index, milliseconds] of [1_000, 6_000, 30_000].entries()) {
    await clock.untilWaits(index + 1);
    clock.advance(milliseconds);
  }
  await timedOut;
  expect(clock.waits).toEqual([1_000, 6_000, 11_000]);
});

test('limits the interval to what Node.js can wait', async () => {
  const server = await listen((_, response) =>
    response.end(JSON.stringify({ ...authorization, interval: 1e12 })),
  );
  const oidc = createOidcClient(createDirectNetwork(defaultTimeouts), server.origin);
  expect(await oidc.startDeviceAuthorization(client, startUrl, signal)).toMatchObject({ interval: 600 });
  await server.close();
});
