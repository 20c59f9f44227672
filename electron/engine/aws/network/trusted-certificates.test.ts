import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { NetworkSettings } from '../../../../shared/models/network.ts';
import { listRepositoryNames, request, test as base } from '../../../testing/network-test.ts';
import type { ChangeableNetwork, NetworkOptions } from './create-network.ts';

const test = base
  .extend(
    'openDirectNetwork',
    ({ openNetwork }) =>
      (options: Partial<NetworkOptions> = {}) =>
        openNetwork({ settings: () => ({ proxyMode: 'none' }), ...options }),
  )
  .extend('canConnect', ({ company }) => async (network: ChangeableNetwork) => {
    const response = await request(network, `${company.ecr.endpoint}/`);
    response.destroy();
    return response.statusCode !== undefined;
  });

describe('a certificate of the company', () => {
  test('is not trusted by default', async ({ openDirectNetwork, canConnect }) => {
    const network = openDirectNetwork();
    await expect(canConnect(network)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(await network.certificateSources()).toEqual([
      { from: 'system', count: expect.any(Number), problem: undefined },
    ]);
  });

  test.for(['AWS_CA_BUNDLE', 'NODE_EXTRA_CA_CERTS'])(
    'is trusted because of %s',
    async (name, { company, openDirectNetwork, canConnect }) => {
      const network = openDirectNetwork({ environment: { [name]: company.authorityFile } });
      expect(await canConnect(network)).toBe(true);
      expect((await network.certificateSources()).slice(1)).toEqual([
        { from: name, path: company.authorityFile, count: 1 },
      ]);
    },
  );

  test('is trusted because of the file in the settings', async ({
    company,
    openDirectNetwork,
    canConnect,
  }) => {
    const settings: NetworkSettings = { proxyMode: 'none', certificateFile: company.authorityFile };
    expect(await canConnect(openDirectNetwork({ settings: () => settings }))).toBe(true);
  });

  test('is trusted in addition to the others once a profile specifies it', async ({
    company,
    openDirectNetwork,
    canConnect,
  }) => {
    const missingFile = join(company.folder, 'no-such-file');
    const network = openDirectNetwork({ environment: { AWS_CA_BUNDLE: missingFile } });
    await expect(canConnect(network)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    network.trustBundle(company.authorityFile);
    expect(await canConnect(network)).toBe(true);
    expect((await network.certificateSources()).slice(1)).toEqual([
      { from: 'AWS_CA_BUNDLE', path: missingFile, count: 0, problem: 'The file does not exist.' },
      { from: 'ca_bundle', path: company.authorityFile, count: 1 },
    ]);
  });
});

describe('a change of the settings', () => {
  test('applies to the next connection; requests in progress finish on theirs', async ({
    company,
    openNetwork,
    startProxy,
  }) => {
    const [first, second] = [await startProxy(), await startProxy()];
    let proxyUrl = first.url;
    const network = openNetwork({
      settings: () => ({ proxyMode: 'manual', proxyUrl, certificateFile: company.authorityFile }),
    });
    company.ecr.network.shape = { latencyMs: 500 };
    const pending = listRepositoryNames(network);
    await expect.poll(() => first.requests.length).toBe(1);
    proxyUrl = second.url;
    network.refresh();

    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect(await pending).toEqual(['team/app']);
    expect(await listRepositoryNames(network)).toEqual(['team/app']);
    expect([first.requests.length, second.requests.length]).toEqual([1, 1]);
  });

  test('ends the trust in a certificate that was removed', async ({ company, openDirectNetwork }) => {
    let settings: NetworkSettings = { proxyMode: 'none', certificateFile: company.authorityFile };
    const network = openDirectNetwork({ settings: () => settings });
    const url = `${company.ecr.endpoint}/`;
    (await request(network, url)).resume();
    settings = { proxyMode: 'none' };
    network.refresh();
    await expect(request(network, url)).rejects.toMatchObject({ code: 'SELF_SIGNED_CERT_IN_CHAIN' });
  });
});
