import type { NetworkFacts } from '../../shared/models/network.ts';
import type { Services } from './services.ts';

export interface NetworkFactSources {
  readonly network: Pick<Services['network'], 'certificateSources'>;
  readonly loginShell: Pick<Services['loginShell'], 'state'>;
  readonly proxyPassword: Pick<Services['proxyPassword'], 'isKept' | 'login'>;
}

/** Reads what the app uses of the network: certificates, the shell's environment, and whether a proxy password is stored. */
export const readNetworkFacts = async ({
  network,
  loginShell,
  proxyPassword,
}: NetworkFactSources): Promise<NetworkFacts> => ({
  certificates: await network.certificateSources(),
  shellEnvironment: await loginShell.state(),
  hasProxyPassword: proxyPassword.login() !== undefined,
  isProxyPasswordStored: await proxyPassword.isKept(),
});
