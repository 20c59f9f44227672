import { writeFile } from 'node:fs/promises';
import type { RequestListener } from 'node:http';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { SignInMethod } from '../../../../shared/models/sign-in.ts';
import { listen } from '../../../local-ecr/server/http-server.ts';
import { sendEndlessBody } from '../../../local-ecr/server/send-endless-body.ts';
import { configOf, test as base } from '../../../testing/sign-in/sign-in-test.ts';
import { defaultTimeouts } from '../network/timeouts.ts';
import { createDirectNetwork } from '../network/direct-network.ts';

const test = base
  /** Starts a sign-in at this endpoint, and returns its error. */
  .extend('failAt', ({ createSignIns }) => async (endpoint: string, method: SignInMethod = 'browser') => {
    const { signIns, until } = await createSignIns({ config: configOf('corp', 'eu-west-1', endpoint) });
    const { id } = await signIns.start('corp', method);
    return (await until(id, 'failed')).error;
  })
  /** Starts a sign-in at a server with this listener, and returns its error. */
  .extend('answerWith', ({ failAt }) => async (listener: RequestListener, method?: SignInMethod) => {
    const server = await listen(listener);
    const error = await failAt(`http://${server.host}`, method);
    await server.close();
    return error;
  });

describe('a failed sign-in', () => {
  test('reports that IAM Identity Center did not respond', async ({ failAt }) => {
    expect(await failAt('http://127.0.0.1:9')).toMatchObject({
      code: 'network',
      message:
        'IAM Identity Center in eu-west-1 did not respond at 127.0.0.1:9 (ECONNREFUSED). Check the network, VPN and proxy, then try again.',
      action: 'sign-in',
      retryable: true,
    });
  });

  test('reports a captive portal, without quoting its page', async ({ answerWith }) => {
    const error = await answerWith((_request, response) => response.end('<html>Welcome to the hotel</html>'));
    expect(error).toMatchObject({ code: 'not-aws', action: 'sign-in' });
    expect(JSON.stringify(error)).not.toContain('Welcome');
  });

  test('reports a response that never ends, and closes its connection', async ({ answerWith }) => {
    const closed = Promise.withResolvers<void>();
    const error = await answerWith((_request, response) => {
      response.once('close', closed.resolve);
      sendEndlessBody(response);
    });
    expect(error).toMatchObject({ code: 'not-aws', action: 'sign-in', retryable: false });
    await closed.promise;
  });

  test('reports a JSON response that is not from AWS', async ({ answerWith }) => {
    const error = await answerWith((_request, response) => response.end('{"clientId":"x","clientSecret":7}'));
    expect(error.code).toBe('not-aws');
    expect(error.detail).not.toContain('clientSecret');
  });

  test('reports that the proxy requires a password', async ({ answerWith }) => {
    const error = await answerWith((_request, response) => response.writeHead(407).end('<html>'));
    expect(error).toMatchObject({ code: 'proxy', action: 'network-settings' });
  });

  test.for([
    ['InvalidRequestRegionException', 'profile-unusable', 'corp is not in eu-west-1. Correct its sso_region'],
    ['InvalidScopeException', 'profile-unusable', 'sso_registration_scopes of corp'],
    ['InvalidClientMetadataException', 'profile-unusable', 'Check its sso_start_url and sso_region'],
  ] as const)('because of %s reports the setting to correct', async ([name, code, words], { answerWith }) => {
    const error = await answerWith((_request, response) => {
      response.writeHead(400, { 'x-amzn-errortype': `${name}:http://internal/`, 'x-amzn-requestid': 'r-1' });
      response.end(JSON.stringify({ error: 'invalid_request', error_description: 'The message of AWS' }));
    });
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(error.detail).toBe(`${name} · The message of AWS · request r-1`);
  });

  test('quotes the message of AWS without the secrets of the request', async ({ answerWith }) => {
    const error = await answerWith(({ url }, response) => {
      const clientSecret = 'the-secret-of-this-app';
      if (url === '/client/register')
        response.end(JSON.stringify({ clientId: 'app', clientSecret, clientSecretExpiresAt: 4e9 }));
      else
        response
          .writeHead(400)
          .end(
            JSON.stringify({ error: 'invalid_request', error_description: `Wrong secret ${clientSecret}!` }),
          );
    }, 'code');
    expect(error.detail).toBe('InvalidRequestException · Wrong secret …!');
  });

  test('because of an internal error of AWS is retryable', async ({ ecr, failAt }) => {
    ecr.faults.add({ kind: 'server-error', status: 500, operation: 'RegisterClient' });
    expect(await failAt(ecr.endpoint)).toMatchObject({ code: 'service-unavailable', retryable: true });
  });

  test('because of an untrusted certificate refers to the network settings', async ({ createSignIns }) => {
    const { signIns, until } = await createSignIns({
      config: configOf('corp', 'eu-west-1'),
      network: {
        ...createDirectNetwork(defaultTimeouts),
        getAgent: () => Promise.reject(Object.assign(new Error('no'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })),
      },
    });
    const { id } = await signIns.start('corp', 'browser');
    const { error } = await until(id, 'failed');
    expect(error).toMatchObject({ code: 'certificate-untrusted', action: 'network-settings' });
  });

  test('because the token cannot be saved reports the folder', async ({ ecr, createSignIns }) => {
    const { signIns, until, home } = await createSignIns({
      config: configOf('corp', 'eu-west-1', ecr.endpoint),
      browse: fetch,
    });
    await writeFile(join(home, '.aws', 'sso'), 'a file instead of the folder');
    const { id } = await signIns.start('corp', 'browser');
    const { error } = await until(id, 'failed');
    expect(error.message).toContain(join(home, '.aws', 'sso', 'cache'));
  });

  test('is rejected immediately for a profile that requires none', async ({ createSignIns }) => {
    const { signIns } = await createSignIns({
      config: '[profile keys]\naws_access_key_id = A\naws_secret_access_key = s\n',
    });
    await expect(signIns.start('keys', 'browser')).rejects.toThrow('without a sign-in');
    expect(signIns.list()).toEqual([]);
  });
});
