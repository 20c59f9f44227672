import type { HandlersOf } from '../../../shared/ipc.ts';
import type { NetworkFacts } from '../../../shared/models/network.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Services } from '../../app/services.ts';
import { testConnections } from '../../engine/aws/network/connection-test.ts';

type NetworkServices = Pick<
  Services,
  'network' | 'environment' | 'proxyPassword' | 'loginShell' | 'reloadShellEnvironment'
>;

export function createNetworkHandlers({
  network,
  environment,
  proxyPassword,
  loginShell,
  reloadShellEnvironment,
  chooseCertificateFile,
}: NetworkServices & Pick<Desktop, 'chooseCertificateFile'>): HandlersOf<'network'> {
  const readFacts = async (): Promise<NetworkFacts> => ({
    certificates: await network.certificateSources(),
    shellEnvironment: await loginShell.state(),
    hasProxyPassword: proxyPassword.login() !== undefined,
    isProxyPasswordStored: await proxyPassword.isKept(),
  });

  return {
    'network.read': readFacts,
    'network.test': ({ registries }) => testConnections(registries, { network, environment }),
    'network.setProxyPassword': async (login) => {
      try {
        await proxyPassword.change(login);
      } finally {
        // A password that could not be stored is in use nevertheless.
        network.refresh();
      }
      return readFacts();
    },
    'network.reloadShellEnvironment': () => reloadShellEnvironment(),
    'network.chooseCertificateFile': () => chooseCertificateFile(),
  };
}
