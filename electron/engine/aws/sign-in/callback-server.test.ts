import { connect } from 'node:net';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { CallbackServer } from './callback-server.ts';
import { openCallbackServer } from './callback-server.ts';
import { isPortFree } from '../../../testing/sign-in/is-port-free.ts';

let server: CallbackServer;
beforeEach(async () => {
  server = await openCallbackServer('the state');
});
afterEach(() => server.close('cancelled'));

const requestCallback = (query: string, init?: RequestInit) =>
  fetch(`${server.redirectUri}?${query}`, { redirect: 'manual', ...init });

describe('the callback server', () => {
  test('listens on 127.0.0.1 with the registered path', () => {
    expect(server.redirectUri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/oauth\/callback$/);
  });

  test.each([
    ['another state', 'state=another&code=stolen', {}, 400],
    ['no state', 'code=stolen', {}, 400],
    ['a refusal without the state', 'error=access_denied', {}, 400],
    ['no code', 'state=the+state', {}, 400],
    ['an empty code', 'state=the+state&code=', {}, 400],
    ['another method', 'state=the+state&code=stolen', { method: 'POST' }, 405],
    ['a HEAD request', 'state=the+state&code=stolen', { method: 'HEAD' }, 405],
  ] satisfies [string, string, RequestInit, number][])(
    'rejects %s, and continues to wait',
    async (_name, query, init, status) => {
      expect((await requestCallback(query, init)).status).toBe(status);
      const good = requestCallback('state=the+state&code=the-code');
      expect(await server.callback).toEqual({ kind: 'code', code: 'the-code' });
      await server.close('signed-in');
      expect((await good).status).toBe(200);
    },
  );

  test('rejects other paths, such as the icon that a browser requests', async () => {
    const { origin } = new URL(server.redirectUri);
    expect((await fetch(`${origin}/favicon.ico`)).status).toBe(404);
    expect((await fetch(`${origin}//evil.example/oauth/callback?state=the+state&code=x`)).status).toBe(404);
  });

  test('shows nothing of the request', async () => {
    const response = await requestCallback(
      'state=%3Cscript%3Ealert(1)%3C/script%3E&error_description=%3Cb%3E',
    );
    expect(await response.text()).not.toMatch(/<script|<b>|alert/);
  });

  test('responds when the outcome is known, with a page that loads no other resource', async () => {
    const page = requestCallback('state=the+state&code=the-code');
    await server.callback;
    await server.close('signed-in');
    const response = await page;
    const text = await response.text();
    expect(text).toContain('You are signed in');
    expect(text).toContain('You can close this page and go back to ECR Image Replicator.');
    expect(text).not.toMatch(/src=|href=|url\(|import/);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(response.headers.get('referrer-policy')).toBe('no-referrer');
    expect(response.headers.get('cache-control')).toBe('no-store');
  });

  test.each([
    ['denied', 'You did not allow the sign-in'],
    ['failed', 'The sign-in failed'],
    ['cancelled', 'The sign-in was canceled'],
  ] as const)('has a page for the outcome %s', async (outcome, words) => {
    const page = requestCallback('state=the+state&error=access_denied');
    expect(await server.callback).toEqual({ kind: 'error', error: 'access_denied' });
    await server.close(outcome);
    expect(await (await page).text()).toContain(words);
  });

  test('closes after the browser has closed the connection that waits for the outcome', async () => {
    const { port, pathname } = new URL(server.redirectUri);
    const browser = connect(Number(port), '127.0.0.1');
    browser.write(`GET ${pathname}?state=the+state&code=the-code HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n`);
    await server.callback;
    browser.resetAndDestroy();
    const other = requestCallback('state=another');
    expect((await other).status).toBe(400);
    await server.close('signed-in');
    expect(await isPortFree(server.redirectUri)).toBe(true);
  });

  test('releases its port when it is closed, also with open connections', async () => {
    const idle = connect(Number(new URL(server.redirectUri).port), '127.0.0.1');
    await once(idle, 'connect');
    expect(await isPortFree(server.redirectUri)).toBe(false);
    const ended = once(idle, 'close');
    await server.close('cancelled');
    await ended;
    expect(await isPortFree(server.redirectUri)).toBe(true);
  });
});
