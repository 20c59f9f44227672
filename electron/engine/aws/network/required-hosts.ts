import { ECRClient } from '@aws-sdk/client-ecr';
import { STSClient } from '@aws-sdk/client-sts';
import type { ConnectionCheck } from '../../../../shared/models/network.ts';
import { hostSuffix, registryHost } from '../../../../shared/models/reference.ts';
import type { RegistrySelection } from '../../../../shared/models/registry.ts';
import type { ServiceName } from '../profiles/custom-endpoint.ts';
import { endpointOptions } from '../profiles/custom-endpoint.ts';
import type { ProfileCatalog, ProfileEntry } from '../profiles/profile-catalog.ts';
import type { ChainLink } from '../profiles/profile-chain.ts';
import { buildChain } from '../profiles/profile-chain.ts';
import { findAccountId } from '../profiles/summarize-profile.ts';
import { signInHost } from './sign-in-host.ts';

/** A host that replication with a registry requires, and the URL that tests it. */
export interface RequiredHost {
  /** `https://api.ecr.eu-west-1.amazonaws.com/` */
  readonly url: string;
  readonly purpose: ConnectionCheck['purpose'];
  readonly region: string;
}

/** A service that replication requires. */
type RequiredService = Exclude<ServiceName, 'sfn'>;

type EndpointParameters = { Region: string; UseFIPS: boolean; UseDualStack: boolean };

/** A client of the SDK that is used only for its endpoint rules; it sends nothing. */
interface EndpointRules {
  readonly config: { endpointProvider(parameters: EndpointParameters): { readonly url: URL } };
}

// With `auto`, a client requests the region from the instance metadata service.
const clientSettings = {
  maxAttempts: 1,
  ignoreConfiguredEndpointUrls: true,
  defaultsMode: 'legacy',
} as const;

async function loadEndpointRules(
  service: Exclude<RequiredService, 'signin'>,
  region: string,
): Promise<EndpointRules> {
  const settings = { ...clientSettings, region };
  switch (service) {
    case 'ecr':
      return new ECRClient(settings);
    case 'sts':
      return new STSClient(settings);
    case 'sso':
      return new (await import('@aws-sdk/client-sso')).SSOClient(settings);
    case 'sso_oidc':
      return new (await import('@aws-sdk/client-sso-oidc')).SSOOIDCClient(settings);
  }
}

/** The URL of a service for a profile: its custom endpoint, or the endpoint by the rules of the SDK. */
async function findEndpointUrl(
  service: RequiredService,
  region: string,
  entry: ProfileEntry,
  catalog: ProfileCatalog,
): Promise<string> {
  const { endpoint, useFipsEndpoint, useDualstackEndpoint } = endpointOptions(service, entry, catalog);
  if (endpoint !== undefined) return new URL('/', endpoint).href;
  if (service === 'signin')
    return `https://${signInHost(region, { useFipsEndpoint, useDualstackEndpoint })}/`;
  const { config } = await loadEndpointRules(service, region);
  const parameters = { Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint };
  return config.endpointProvider(parameters).url.href;
}

const isAws = (url: string, region: string): boolean =>
  [hostSuffix(region), 'api.aws', 'on.aws'].some((suffix) => new URL(url).hostname.endsWith(`.${suffix}`));

/** ECR serves layers from a bucket in each region (Amazon ECR User Guide, "Amazon ECR interface VPC endpoints"). */
const layerHost = (region: string): string =>
  `prod-${region}-starport-layer-bucket.s3.${region}.${hostSuffix(region)}`;

async function listSignInHosts(
  { entry, credentialSource }: ChainLink,
  region: string,
  catalog: ProfileCatalog,
): Promise<readonly RequiredHost[]> {
  if (credentialSource.kind === 'sso') {
    const session = credentialSource.legacy
      ? entry.values
      : catalog.ssoSessions.get(credentialSource.session);
    const ssoRegion = session?.get('sso_region') ?? region;
    const oidcUrl = await findEndpointUrl('sso_oidc', ssoRegion, entry, catalog);
    const portalUrl = await findEndpointUrl('sso', ssoRegion, entry, catalog);
    return [
      { url: oidcUrl, purpose: 'sso-oidc', region: ssoRegion },
      { url: portalUrl, purpose: 'sso-portal', region: ssoRegion },
    ];
  }
  if (credentialSource.kind !== 'login') return [];
  const loginRegion = entry.values.get('region') || region;
  const url = await findEndpointUrl('signin', loginRegion, entry, catalog);
  return [{ url, purpose: 'sign-in', region: loginRegion }];
}

/**
 * Lists the hosts that a registry and the sign-in of its profile require. For an endpoint that is not of AWS, the
 * registry host and the host of the layers are unknown.
 */
export async function listRequiredHosts(
  { profile, region, registryId }: RegistrySelection,
  catalog: ProfileCatalog,
): Promise<readonly RequiredHost[]> {
  const entry = catalog.profiles.get(profile);
  if (!entry) return [];
  const hosts: RequiredHost[] = [];
  const add = (purpose: RequiredHost['purpose'], url: string): void => {
    hosts.push({ url, purpose, region });
  };
  const chain = buildChain(entry, catalog);
  const apiUrl = await findEndpointUrl('ecr', region, entry, catalog);
  add('ecr-api', apiUrl);
  if (isAws(apiUrl, region)) {
    const accountId = registryId ?? findAccountId(entry.values, chain[0].credentialSource);
    if (accountId !== undefined) add('registry', `https://${registryHost({ accountId, region })}/`);
    add('layers', `https://${layerHost(region)}/`);
  }
  add('sts', await findEndpointUrl('sts', region, entry, catalog));
  const lastLink = chain.at(-1);
  return lastLink ? [...hosts, ...(await listSignInHosts(lastLink, region, catalog))] : hosts;
}
