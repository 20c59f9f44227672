import { Packager } from 'electron-builder';
import { describe, expect, test } from 'vitest';
import type { ReleasePlatform, Signing } from './signing.ts';
import { configureSigning, signingVariables } from './signing.ts';
import { join } from 'node:path';

const file = { CSC_LINK: 'certificate.p12', CSC_KEY_PASSWORD: 'secret' };
const apiKey = { APPLE_API_KEY: 'key.p8', APPLE_API_KEY_ID: 'ID', APPLE_API_ISSUER: 'issuer' };
const azure = {
  AZURE_SIGNING_ENDPOINT: 'https://eus.codesigning.azure.net/',
  AZURE_SIGNING_ACCOUNT: 'account',
  AZURE_SIGNING_PROFILE: 'profile',
  AZURE_SIGNING_PUBLISHER: 'Example Software',
};
const azureLogin = { AZURE_TENANT_ID: 'tenant', AZURE_CLIENT_ID: 'client', AZURE_CLIENT_SECRET: 'secret' };

describe('for macOS', () => {
  test.each([
    ['nothing is given', {}],
    ['the secrets of CI are not set', Object.fromEntries(signingVariables.map((name) => [name, '']))],
    ['only the team is known', { APPLE_TEAM_ID: 'TEAM' }],
  ])('nothing is signed when %s', (_when, environment) => {
    expect(configureSigning('mac', environment)).toEqual({
      config: { mac: { identity: null, notarize: false } },
      summary: 'macOS: not signed: neither CSC_LINK nor CSC_NAME is set.',
    });
  });

  test.each([
    ['a certificate in a file', file, 'macOS: signed with the certificate in a file, not notarized'],
    [
      'a certificate in the keychain',
      { CSC_NAME: 'Example' },
      'macOS: signed with the certificate in the keychain',
    ],
    [
      'one certificate of a file',
      { ...file, CSC_NAME: 'Example' },
      'macOS: signed with the certificate in a file',
    ],
  ])('%s signs and does not notarize', (_what, environment, summary) => {
    const signing = configureSigning('mac', environment);
    expect(signing.config).toEqual({ forceCodeSigning: true, mac: { notarize: false } });
    expect(signing.summary).toContain(summary);
  });

  test.each([
    ['an API key', apiKey],
    ['a keychain profile', { APPLE_KEYCHAIN_PROFILE: 'notary' }],
    ['a keychain profile', { APPLE_KEYCHAIN_PROFILE: 'notary', APPLE_KEYCHAIN: '/tmp/a.keychain' }],
    ['an Apple ID', { APPLE_ID: 'id', APPLE_APP_SPECIFIC_PASSWORD: 'secret', APPLE_TEAM_ID: 'TEAM' }],
    ['an API key', { ...apiKey, APPLE_TEAM_ID: 'TEAM' }],
  ])('%s notarizes', (use, environment) => {
    expect(configureSigning('mac', { ...file, ...environment })).toEqual({
      config: { forceCodeSigning: true, mac: { notarize: true } },
      summary: `macOS: signed with the certificate in a file, notarized with ${use}.`,
    });
  });

  test.each([
    [{ CSC_LINK: 'a' }, 'Signing with the certificate in a file needs CSC_KEY_PASSWORD.'],
    [{ CSC_KEY_PASSWORD: 'a' }, 'Signing with the certificate in a file needs CSC_LINK.'],
    [
      { ...file, APPLE_API_KEY: 'a', APPLE_API_KEY_ID: ' ' },
      'Signing with an API key needs APPLE_API_KEY_ID and APPLE_API_ISSUER.',
    ],
    [{ ...file, APPLE_KEYCHAIN: 'a' }, 'Signing with a keychain profile needs APPLE_KEYCHAIN_PROFILE.'],
    [
      { ...file, APPLE_ID: 'a', APPLE_APP_SPECIFIC_PASSWORD: 'b' },
      'Signing with an Apple ID needs APPLE_TEAM_ID.',
    ],
    [apiKey, /^Notarization with an API key needs a signed app/],
    [{ ...file, ...apiKey, APPLE_KEYCHAIN_PROFILE: 'a' }, /^Choose an API key or a keychain profile/],
  ])('%o is refused', (environment, message) => {
    expect(() => configureSigning('mac', environment)).toThrow(message);
  });
});

describe('for Windows', () => {
  test.each([{}, azureLogin])('nothing is signed with %o', (environment) => {
    expect(configureSigning('win', environment)).toEqual({
      config: { win: { signExecutable: false } },
      summary: 'Windows: not signed: AZURE_SIGNING_ENDPOINT is not set.',
    });
  });

  test('Azure Trusted Signing signs', () => {
    expect(configureSigning('win', { ...azure, ...azureLogin })).toEqual({
      config: {
        forceCodeSigning: true,
        win: {
          azureSignOptions: {
            endpoint: 'https://eus.codesigning.azure.net/',
            codeSigningAccountName: 'account',
            certificateProfileName: 'profile',
            publisherName: 'Example Software',
          },
        },
      },
      summary: 'Windows: signed with Azure Trusted Signing for Example Software.',
    });
  });

  test.each([
    [azure, /needs AZURE_TENANT_ID and AZURE_CLIENT_ID and one of AZURE_CLIENT_SECRET, /],
    [{ ...azure, ...azureLogin, AZURE_CLIENT_SECRET: '' }, /needs one of AZURE_CLIENT_SECRET, /],
    [
      { ...azureLogin, AZURE_SIGNING_ENDPOINT: 'https://eus.codesigning.azure.net/' },
      /needs AZURE_SIGNING_ACCOUNT and AZURE_SIGNING_PROFILE and AZURE_SIGNING_PUBLISHER\.$/,
    ],
  ])('%o is refused', (environment, message) => {
    expect(() => configureSigning('win', environment)).toThrow(message);
  });
});

test('for Linux nothing is signed', () => {
  expect(configureSigning('linux', { ...file, ...azure }).config).toEqual({});
});

describe('the configuration of electron-builder', () => {
  const folder = join(import.meta.dirname, '../..');

  /** The configuration of electron-builder.yml with that of signing, checked against electron-builder's own schema. */
  async function resolveConfiguration(config: Signing['config']) {
    const packager = new Packager({
      projectDir: folder,
      config: structuredClone(config),
      targets: new Map(),
    });
    await packager.validateConfig();
    return packager.config;
  }

  test.each<[ReleasePlatform, Record<string, string>]>([
    ['linux', {}],
    ['mac', {}],
    ['mac', { ...file, ...apiKey }],
    ['win', {}],
    ['win', { ...azure, ...azureLogin }],
  ])('is valid for %s with %o', async (platform, environment) => {
    const { config } = configureSigning(platform, environment);
    const resolved = await resolveConfiguration(config);
    expect(resolved).toMatchObject(config);
    expect(resolved).toMatchObject({
      linux: { target: ['AppImage', 'deb', 'rpm', 'tar.gz'] },
      mac: { target: ['dmg', 'zip'], hardenedRuntime: true, entitlements: 'build/entitlements.mac.plist' },
      win: { target: ['nsis', 'zip'] },
      nsis: { buildUniversalInstaller: false },
      protocols: [{ schemes: ['ecr-image-replicator'] }],
    });
  });

  test('is not valid with an option that electron-builder does not have', async () => {
    const config: object = { mac: { notarise: true } };
    await expect(resolveConfiguration(config)).rejects.toThrow(/configuration\.mac should be one of these/);
  });
});
