import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { nodeArguments } from '../../../electron/testing/cli/node-arguments.ts';
import { createCertificateAuthority } from '../../../electron/local-ecr/certificates/certificate-authority.ts';
import { startLocalProxy } from '../../../electron/local-ecr/proxy/local-proxy.ts';
import type { Campaign, CampaignFigure } from '../core/campaign.ts';
import { exactly } from '../core/campaign.ts';
import type { CountingServer } from './bad-servers.ts';
import { startServers } from './bad-servers.ts';
import type { Target } from './connections.ts';
import { connections, throughProxy } from './connections.ts';

const run = promisify(execFile);
const variable = 'NODE_TLS_REJECT_UNAUTHORIZED';
const attemptFile = join(import.meta.dirname, 'attempt.ts');
type Environment = Readonly<Record<string, string>>;

/** With the variable and without it; no other variable of this process names a server. */
const environments: readonly { readonly name: string; readonly environment: Environment }[] = [
  { name: 'not set', environment: {} },
  { name: 'set to 0', environment: { [variable]: '0' } },
];

const childEnvironment = (more: Environment): Record<string, string> => ({
  PATH: process.env['PATH'] ?? '',
  AWS_EC2_METADATA_DISABLED: 'true',
  NODE_NO_WARNINGS: '1',
  ...more,
});

/** The command line with credentials of a container, whose endpoint uses TLS: the SDK's own connection. */
async function listAsContainer(folder: string, port: number, environment: Environment): Promise<string> {
  const ended = await run(
    process.execPath,
    [...nodeArguments, 'repositories', '--profile', 'container', '--region', 'eu-west-1'],
    {
      env: childEnvironment({
        AWS_CONFIG_FILE: join(folder, 'config'),
        AWS_SHARED_CREDENTIALS_FILE: join(folder, 'none'),
        AWS_CONTAINER_CREDENTIALS_FULL_URI: `https://127.0.0.1:${port}/credentials`,
        AWS_CONTAINER_AUTHORIZATION_TOKEN: 'a-container-token',
        ...environment,
      }),
    },
  ).catch((error: unknown) => error);
  return typeof ended === 'object' && ended !== null && 'stderr' in ended ? String(ended.stderr) : '';
}

export const campaign: Campaign = {
  description: 'no request is sent over a connection whose certificate is bad, whatever the environment says',
  fullSize: 1_000,
  sampleSize: 1,
  async run({ size, report }) {
    const folder = await mkdtemp(join(tmpdir(), 'tls-campaign-'));
    const authorityFile = join(folder, 'authority.pem');
    const authority = await createCertificateAuthority();
    await writeFile(authorityFile, authority.certificate);
    await writeFile(
      join(folder, 'config'),
      '[profile container]\nregion = eu-west-1\nrole_arn = arn:aws:iam::111111111111:role/r\ncredential_source = EcsContainer\nendpoint_url = http://127.0.0.1:9\n',
    );
    const { trusted, bad } = await startServers(authority);
    const proxy = await startLocalProxy({
      getRoute: (host) =>
        host.startsWith(`${throughProxy}:`) ? `127.0.0.1:${host.split(':')[1]}` : undefined,
    });
    const targetOf = ({ port }: CountingServer): Target => ({ port, authorityFile, proxyUrl: proxy.url });
    const kinds = Object.keys(connections).length + 1;
    let attempts = 0;
    try {
      let arrived = 0;
      for (const [name, attempt] of Object.entries(connections)) {
        const before = trusted.received();
        await attempt(targetOf(trusted)).catch(() => undefined);
        if (trusted.received() > before) arrived += 1;
        else report(`did not arrive at the trusted server: ${name}`);
      }
      const before = trusted.received();
      await listAsContainer(folder, trusted.port, { NODE_EXTRA_CA_CERTS: authorityFile });
      if (trusted.received() > before) arrived += 1;
      else report('did not arrive at the trusted server: container credentials');

      // A sample tries the credentials of a container once, with the variable: each attempt starts a process.
      const isSample = size < bad.length * kinds;
      for (let round = 0; attempts < size; round += 1) {
        for (const { name, environment } of environments) {
          const targets = JSON.stringify(bad.map(targetOf));
          const { stdout } = await run(process.execPath, [attemptFile, targets], {
            env: childEnvironment(environment),
          });
          attempts += Number(stdout);
          const forContainer = isSample ? bad.slice(0, environment[variable] === undefined ? 0 : 1) : bad;
          for (const server of forContainer) {
            await listAsContainer(folder, server.port, environment);
            attempts += 1;
          }
          report(`round ${round + 1}, variable ${name}: ${attempts} attempts`);
        }
      }
      for (const server of bad.filter(({ received }) => received() > 0))
        report(`${server.name}: ${server.received()} requests accepted`);
      const figures: readonly CampaignFigure[] = [
        exactly('kinds of connection that reach a trusted server', kinds, arrived),
        exactly(
          `requests accepted in ${attempts} attempts (${kinds} kinds, ${bad.length} bad certificates, variable set and not)`,
          0,
          bad.reduce((sum, { received }) => sum + received(), 0),
        ),
      ];
      return figures;
    } finally {
      await proxy.close();
      for (const server of [trusted, ...bad]) server.close();
      await rm(folder, { recursive: true });
    }
  },
};
