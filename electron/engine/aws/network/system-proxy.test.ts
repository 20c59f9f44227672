import { describe, expect } from 'vitest';
import { hosts } from '../../../testing/company-network.ts';
import { failureOf, listRepositoryNames, test as base } from '../../../testing/network-test.ts';

/** Opens a network with the proxies of the operating system, and records the URLs that it resolves. */
const test = base.extend(
  'openSystemNetwork',
  ({ company, openNetwork }) =>
    (resolve: () => string, environment: Record<string, string> = {}) => {
      const resolvedUrls: string[] = [];
      const network = openNetwork({
        set: { proxyMode: 'system', certificateFile: company.authorityFile },
        environment,
        resolveProxy: (url) => {
          resolvedUrls.push(url);
          return Promise.resolve(resolve());
        },
      });
      return { network, resolvedUrls };
    },
);

describe("the system's proxy", () => {
  test('is resolved once for each host, without the path', async ({ openSystemNetwork, startProxy }) => {
    const proxy = await startProxy();
    const { network, resolvedUrls } = openSystemNetwork(() => `PROXY ${new URL(proxy.url).host}; DIRECT`);
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    await network.getAgent(`https://${hosts.layers}/layer?X-Amz-Signature=secret`);
    expect(resolvedUrls).toEqual([`https://${hosts.ecr}/`, `https://${hosts.layers}/`]);
    expect(proxy.requests).toHaveLength(1);
  });

  test('is resolved again after a failure', async ({ openSystemNetwork, startProxy }) => {
    const proxy = await startProxy();
    let result = 'PROXY 127.0.0.1:9';
    const { network } = openSystemNetwork(() => result);
    expect(await failureOf(network)).toMatchObject({ code: 'ERR_PROXY_UNREACHABLE' });
    result = `PROXY ${new URL(proxy.url).host}`;
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
  });

  test('is replaced by the proxy of the environment if it is DIRECT', async ({
    company,
    openSystemNetwork,
  }) => {
    const { network } = openSystemNetwork(() => 'DIRECT', { HTTPS_PROXY: company.proxy.urlWithLogin });
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(company.takeRequestedHosts()).toEqual([`${hosts.ecr}:443`]);
  });

  test('is reported as unsupported if it is SOCKS', async ({ openSystemNetwork }) => {
    const { network } = openSystemNetwork(() => 'SOCKS5 127.0.0.1:1080; DIRECT');
    expect(await failureOf(network)).toMatchObject({
      message: expect.stringContaining("The system's proxy setting specifies a SOCKS proxy"),
    });
  });
});
