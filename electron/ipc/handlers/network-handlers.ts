import type { NetworkFacts } from '../../../shared/models/network.ts';
import type { ChangeableNetwork } from '../../engine/aws/network/create-network.ts';
import { testConnections } from '../../engine/aws/network/connection-test.ts';
import { profileFilePaths, readProfileFiles } from '../../engine/aws/profiles/profile-files.ts';
import { EngineError } from '../../engine/errors/engine-error.ts';
import type { ProxyPassword } from '../../app/storage/proxy-password.ts';
import type { LoginShell } from '../../app/shell-environment/shell-environment.ts';
import type { RequestHandlers } from '../answer-request.ts';

type NetworkHandlers = Pick<
  RequestHandlers,
  Extract<keyof RequestHandlers, `network.${string}`> | 'profiles.openFile'
>;

export interface NetworkHandlerPorts {
  readonly network: ChangeableNetwork;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly proxyPassword: ProxyPassword;
  readonly loginShell: LoginShell;
  readonly chooseCertificateFile: () => Promise<string | null>;
  /** Opens a file in the program that the system has for it; answers an error's text, empty when there was none. */
  readonly openPath: (path: string) => Promise<string>;
  /** Called after the login shell was asked again. */
  readonly environmentChanged: () => void;
  /** Whether the AWS files are the demo's, which the shell must not replace. */
  readonly isDemo: () => boolean;
}

const cannotOpen = (path: string, why: string, detail?: string): EngineError =>
  new EngineError({
    code: 'invalid-input',
    message: `${path} ${why}`,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  });

/** Says what answers the requests about the network, and opens the AWS files. */
export function createNetworkHandlers(ports: NetworkHandlerPorts): NetworkHandlers {
  const { network, environment, proxyPassword, loginShell, openPath } = ports;

  const facts = async (): Promise<NetworkFacts> => ({
    certificates: await network.certificateSources(),
    shellEnvironment: await loginShell.state(),
    hasProxyPassword: proxyPassword.login() !== undefined,
    keepsProxyPassword: await proxyPassword.isKept(),
  });

  return {
    'network.read': facts,
    'network.test': ({ registries }) => testConnections(registries, { network, environment }),
    'network.setProxyPassword': async (login) => {
      try {
        await proxyPassword.change(login);
      } finally {
        // One that could not be stored is in use all the same.
        network.refresh();
      }
      return facts();
    },
    'network.reloadShellEnvironment': async () => {
      if (ports.isDemo())
        throw new EngineError({
          code: 'invalid-input',
          message: 'The demo registries are open. Leave them, then reload the shell environment.',
          retryable: false,
        });
      const state = await loginShell.reload();
      ports.environmentChanged();
      return state;
    },
    'network.chooseCertificateFile': () => ports.chooseCertificateFile(),
    'profiles.openFile': async ({ fileKind }) => {
      const path = profileFilePaths(environment)[fileKind];
      const files = await readProfileFiles(environment);
      if (files.find((file) => file.fileKind === fileKind)?.state === 'missing')
        throw cannotOpen(path, 'does not exist yet. Create it with the AWS CLI (aws configure), or by hand.');
      const problem = await openPath(path);
      if (problem !== '') throw cannotOpen(path, 'cannot be opened from here. Open it by hand.', problem);
      return null;
    },
  };
}
