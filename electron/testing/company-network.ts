import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCertificateAuthority } from '../local-ecr/certificates/certificate-authority.ts';
import type { LocalEcr } from '../local-ecr/local-ecr.ts';
import { startLocalEcr } from '../local-ecr/local-ecr.ts';
import type { LocalProxy, LocalProxyOptions } from '../local-ecr/proxy/local-proxy.ts';
import { startLocalProxy } from '../local-ecr/proxy/local-proxy.ts';

export const region = 'eu-west-1';

/** AWS's own names, as the tests of a company's network reach them. */
export const hosts = {
  ecr: `api.ecr.${region}.amazonaws.com`,
  registry: `111111111111.dkr.ecr.${region}.amazonaws.com`,
  layers: `prod-${region}-starport-layer-bucket.s3.${region}.amazonaws.com`,
  sts: `sts.${region}.amazonaws.com`,
  oidc: 'oidc.eu-central-1.amazonaws.com',
  portal: 'portal.sso.eu-central-1.amazonaws.com',
  signIn: `${region}.signin.aws.amazon.com`,
} as const;

/** A network in which AWS is reached by a proxy alone, and every certificate is of the company's own authority. */
export interface CompanyNetwork {
  readonly ecr: LocalEcr;
  readonly proxy: LocalProxy;
  /** The path of the authority's certificate, in PEM. */
  readonly authorityFile: string;
  /** Where the AWS files are; nothing else. */
  readonly environment: Readonly<Record<'AWS_CONFIG_FILE' | 'AWS_SHARED_CREDENTIALS_FILE', string>>;
  readonly folder: string;
  /** Which hosts the proxy was asked for since it was last asked for them, each once. */
  seen(): readonly string[];
  close(): Promise<void>;
}

const key = { accessKeyId: 'AKIACOMPANY000000001', secretAccessKey: 'secret-of-company' };

/** Starts a local ECR under AWS's own names, with a profile `company` that has no endpoint of its own. */
export async function startCompanyNetwork(login?: LocalProxyOptions['login']): Promise<CompanyNetwork> {
  const authority = await createCertificateAuthority();
  let layers = '';
  const ecr = await startLocalEcr({
    accounts: [
      { id: '111111111111', principals: [{ ...key, arn: 'arn:aws:iam::111111111111:user/company' }] },
    ],
    regions: [region],
    tls: await authority.issue([...Object.values(hosts), '127.0.0.1']),
    layerOrigin: (downloadServer) => {
      layers = new URL(downloadServer).host;
      return `https://${hosts.layers}`;
    },
  });
  const proxy = await startLocalProxy({
    ...(login && { login }),
    getRoute: (host) => (host === `${hosts.layers}:443` ? layers : new URL(ecr.endpoint).host),
  });
  const folder = await mkdtemp(join(tmpdir(), 'company-network-'));
  const environment = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  const authorityFile = join(folder, 'authority.pem');
  await writeFile(authorityFile, authority.certificate);
  await writeFile(environment.AWS_CONFIG_FILE, `[profile company]\nregion = ${region}\n`);
  await writeFile(
    environment.AWS_SHARED_CREDENTIALS_FILE,
    `[company]\naws_access_key_id = ${key.accessKeyId}\naws_secret_access_key = ${key.secretAccessKey}\n`,
  );
  // The SDK reads the variables themselves, and nothing else of this process's may lead it elsewhere.
  Object.assign(process.env, environment);

  let told = 0;
  return {
    ecr,
    proxy,
    authorityFile,
    environment,
    folder,
    seen() {
      const requests = proxy.requests.slice(told);
      told = proxy.requests.length;
      return [...new Set(requests.map(({ host }) => host))];
    },
    async close() {
      await Promise.all([proxy.close(), ecr.close()]);
      await rm(folder, { recursive: true });
    },
  };
}
