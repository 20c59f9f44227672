import type { Configuration } from 'electron-builder';

export type ReleasePlatform = 'linux' | 'mac' | 'win';

/** What electron-builder needs to sign for a platform, and one line that says whether it signs. */
export interface Signing {
  readonly config: Pick<Configuration, 'forceCodeSigning' | 'mac' | 'win'>;
  readonly summary: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Environment variables that are of use together only. */
interface VariableSet {
  readonly use: string;
  /** Needed. */
  readonly own: readonly string[];
  /** Needed too, but other programs use them as well: with them alone the set is not given. */
  readonly shared?: readonly string[];
  /** One of these is needed; other programs use them as well. */
  readonly oneOf?: readonly string[];
  readonly optional?: readonly string[];
}

/** electron-builder's variables: https://www.electron.build/docs/features/code-signing/code-signing-mac */
const certificateFile = { use: 'the certificate in a file', own: ['CSC_LINK', 'CSC_KEY_PASSWORD'] };
const certificateInKeychain = { use: 'the certificate in the keychain', own: ['CSC_NAME'] };
/** https://www.electron.build/docs/notarization */
const notarizations: readonly VariableSet[] = [
  { use: 'an API key', own: ['APPLE_API_KEY', 'APPLE_API_KEY_ID', 'APPLE_API_ISSUER'] },
  { use: 'a keychain profile', own: ['APPLE_KEYCHAIN_PROFILE'], optional: ['APPLE_KEYCHAIN'] },
  { use: 'an Apple ID', own: ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD'], shared: ['APPLE_TEAM_ID'] },
];
/** The options of Azure Trusted Signing and this project's variables for them. */
const azureOptions = {
  endpoint: 'AZURE_SIGNING_ENDPOINT',
  codeSigningAccountName: 'AZURE_SIGNING_ACCOUNT',
  certificateProfileName: 'AZURE_SIGNING_PROFILE',
  publisherName: 'AZURE_SIGNING_PUBLISHER',
} as const;
/** The shared variables are those of Azure.Identity, which signs in. */
const azure: VariableSet = {
  use: 'Azure Trusted Signing',
  own: Object.values(azureOptions),
  shared: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
  oneOf: ['AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_FEDERATED_TOKEN_FILE'],
};

/** Every variable with which something is signed. An empty one counts as missing. */
export const signingVariables: readonly string[] = [
  certificateFile,
  certificateInKeychain,
  ...notarizations,
  azure,
].flatMap(({ own, shared = [], oneOf = [], optional = [] }: VariableSet) => [
  ...own,
  ...shared,
  ...oneOf,
  ...optional,
]);

const read = (environment: Environment, name: string): string => environment[name]?.trim() ?? '';

/** @returns what a set lacks, as the parts of a sentence. */
function listMissing(
  { own, shared = [], oneOf = [] }: VariableSet,
  environment: Environment,
): readonly string[] {
  const isMissing = (name: string): boolean => read(environment, name) === '';
  const missing = [...own, ...shared].filter(isMissing);
  return oneOf.length > 0 && oneOf.every(isMissing) ? [...missing, `one of ${oneOf.join(', ')}`] : missing;
}

/** @returns the set that is given; undefined when none is. @throws when a part is given, or more than one set. */
function chooseSet(sets: readonly VariableSet[], environment: Environment): VariableSet | undefined {
  const [chosen, other] = sets.filter(({ own, optional = [] }) =>
    [...own, ...optional].some((name) => read(environment, name) !== ''),
  );
  if (!chosen) return undefined;
  if (other) throw new Error(`Choose ${chosen.use} or ${other.use}: variables of both are set.`);
  const missing = listMissing(chosen, environment);
  if (missing.length > 0) throw new Error(`Signing with ${chosen.use} needs ${missing.join(' and ')}.`);
  return chosen;
}

function signForMac(environment: Environment): Signing {
  const certificate =
    chooseSet([certificateFile], environment) ?? chooseSet([certificateInKeychain], environment);
  const notarization = chooseSet(notarizations, environment);
  if (!certificate && notarization)
    throw new Error(
      `Notarization with ${notarization.use} needs a signed app: set CSC_LINK and CSC_KEY_PASSWORD, or CSC_NAME.`,
    );
  if (!certificate)
    return {
      config: { mac: { identity: null, notarize: false } },
      summary: 'macOS: not signed: neither CSC_LINK nor CSC_NAME is set.',
    };
  const signed = `macOS: signed with ${certificate.use}`;
  return {
    config: { forceCodeSigning: true, mac: { notarize: notarization !== undefined } },
    summary: notarization
      ? `${signed}, notarized with ${notarization.use}.`
      : `${signed}, not notarized: neither APPLE_API_KEY nor APPLE_KEYCHAIN_PROFILE is set.`,
  };
}

function signForWindows(environment: Environment): Signing {
  if (!chooseSet([azure], environment))
    return {
      config: { win: { signExecutable: false } },
      summary: `Windows: not signed: ${azureOptions.endpoint} is not set.`,
    };
  const azureSignOptions = {
    endpoint: read(environment, azureOptions.endpoint),
    codeSigningAccountName: read(environment, azureOptions.codeSigningAccountName),
    certificateProfileName: read(environment, azureOptions.certificateProfileName),
    publisherName: read(environment, azureOptions.publisherName),
  };
  return {
    config: { forceCodeSigning: true, win: { azureSignOptions } },
    summary: `Windows: signed with Azure Trusted Signing for ${azureSignOptions.publisherName}.`,
  };
}

/**
 * Decides by environment variables how the installers of a platform are signed. Nothing to sign with is no error.
 *
 * @throws an error that names what is missing when only a part is given.
 */
export function configureSigning(platform: ReleasePlatform, environment: Environment): Signing {
  switch (platform) {
    case 'linux':
      return { config: {}, summary: 'Linux: not signed: a package repository signs its packages itself.' };
    case 'mac':
      return signForMac(environment);
    case 'win':
      return signForWindows(environment);
  }
}
