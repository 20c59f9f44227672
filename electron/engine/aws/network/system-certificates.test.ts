import { expect } from 'vitest';
import { listRepositoryNames, request, test } from '../../../testing/network-test.ts';
import type { ChangeableNetwork } from './create-network.ts';

// In a file of its own: Node reads the store of the operating system once in a process.

/** Whether a variable names the store, as it does where OpenSSL reads it. */
const isNamed = process.platform === 'linux';

const isReached = async (work: Promise<unknown>): Promise<boolean> => {
  try {
    await work;
    return true;
  } catch (error) {
    expect(error).toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    return false;
  }
};

test('a certificate that only the operating system trusts is accepted, also by connections at the same time', async ({
  company,
  openNetwork,
}) => {
  process.env['SSL_CERT_FILE'] = company.authorityFile;
  const direct = openNetwork({ settings: () => ({ proxyMode: 'none' }) });
  const connect = async (network: ChangeableNetwork): Promise<void> =>
    void (await request(network, `${company.ecr.endpoint}/`)).destroy();
  const together = await Promise.all([1, 2, 3].map(() => isReached(connect(direct))));
  expect(together).toEqual([isNamed, isNamed, isNamed]);

  const proxied = openNetwork({
    settings: () => ({ proxyMode: 'environment' }),
    environment: { HTTPS_PROXY: company.proxy.urlWithLogin },
  });
  expect(await isReached(listRepositoryNames(proxied))).toBe(isNamed);
});
