import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Desktop } from '../../app/desktop/desktop.ts';
import type { Activity } from '../../app/diagnostics/activity.ts';
import { readNetworkFacts } from '../../app/network-facts.ts';
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
  activity,
}: NetworkServices &
  Pick<Desktop, 'chooseCertificateFile'> & { readonly activity: Activity }): HandlersOf<'network'> {
  const readFacts = () => readNetworkFacts({ network, loginShell, proxyPassword });

  return {
    'network.read': readFacts,
    'network.test': async ({ registries }) => {
      const checks = await testConnections(registries, { network, environment });
      activity.connectionsTested(checks);
      return checks;
    },
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
