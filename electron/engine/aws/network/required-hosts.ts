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

/** A host that a registry takes, to be tried at this URL. */
export interface RequiredHost {
  /** `https://api.ecr.eu-west-1.amazonaws.com/` */
  readonly url: string;
  readonly purpose: ConnectionCheck['purpose'];
  readonly region: string;
}

type EndpointParameters = { Region: string; UseFIPS: boolean; UseDualStack: boolean };

/** A client of the SDK, for the endpoint rules that it carries; nothing is sent with it. */
interface EndpointRules {
  readonly config: { endpointProvider(parameters: EndpointParameters): { readonly url: URL } };
}

// With `auto` a client would ask the instance metadata service for the region.
const hostSettings = { maxAttempts: 1, ignoreConfiguredEndpointUrls: true, defaultsMode: 'legacy' } as const;

async function rulesOf(service: Exclude<ServiceName, 'signin'>, region: string): Promise<EndpointRules> {
  const settings = { ...hostSettings, region };
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

/** Where the SDK sends a profile's calls to a service: by its own endpoint rules, or where the profile says. */
async function endpointUrl(
  service: ServiceName,
  region: string,
  entry: ProfileEntry,
  catalog: ProfileCatalog,
): Promise<string> {
  const { endpoint, useFipsEndpoint, useDualstackEndpoint } = endpointOptions(service, entry, catalog);
  if (endpoint !== undefined) return new URL('/', endpoint).href;
  if (service === 'signin')
    return `https://${signInHost(region, { useFipsEndpoint, useDualstackEndpoint })}/`;
  const { config } = await rulesOf(service, region);
  const parameters = { Region: region, UseFIPS: useFipsEndpoint, UseDualStack: useDualstackEndpoint };
  return config.endpointProvider(parameters).url.href;
}

const isAws = (url: string, region: string): boolean =>
  [hostSuffix(region), 'api.aws', 'on.aws'].some((suffix) => new URL(url).hostname.endsWith(`.${suffix}`));

/** Layers come from a bucket of ECR's own in each region (Amazon ECR User Guide, interface VPC endpoints). */
const layerHost = (region: string): string =>
  `prod-${region}-starport-layer-bucket.s3.${region}.${hostSuffix(region)}`;

async function signInHosts(
  { entry, credentialSource }: ChainLink,
  region: string,
  catalog: ProfileCatalog,
): Promise<readonly RequiredHost[]> {
  if (credentialSource.kind === 'sso') {
    const session = credentialSource.legacy
      ? entry.values
      : catalog.ssoSessions.get(credentialSource.session);
    const home = session?.get('sso_region') ?? region;
    return [
      { url: await endpointUrl('sso_oidc', home, entry, catalog), purpose: 'sso-oidc', region: home },
      { url: await endpointUrl('sso', home, entry, catalog), purpose: 'sso-portal', region: home },
    ];
  }
  if (credentialSource.kind !== 'login') return [];
  const home = entry.values.get('region') || region;
  return [{ url: await endpointUrl('signin', home, entry, catalog), purpose: 'sign-in', region: home }];
}

/**
 * Every host that a registry and the sign-in of its profile take. An endpoint beside AWS gives layers from where it
 * pleases, and what it has of a registry host is not known.
 */
export async function listRequiredHosts(
  { profile, region, registryId }: RegistrySelection,
  catalog: ProfileCatalog,
): Promise<readonly RequiredHost[]> {
  const entry = catalog.profiles.get(profile);
  if (!entry) return [];
  const api = await endpointUrl('ecr', region, entry, catalog);
  const accountId = registryId ?? findAccountId(entry.values);
  const ofAws: RequiredHost[] = isAws(api, region)
    ? [
        ...(accountId === undefined
          ? []
          : [
              {
                url: `https://${registryHost({ accountId, region })}/`,
                purpose: 'registry' as const,
                region,
              },
            ]),
        { url: `https://${layerHost(region)}/`, purpose: 'layers', region },
      ]
    : [];
  const last = buildChain(entry, catalog).at(-1);
  return [
    { url: api, purpose: 'ecr-api', region },
    ...ofAws,
    { url: await endpointUrl('sts', region, entry, catalog), purpose: 'sts', region },
    ...(last ? await signInHosts(last, region, catalog) : []),
  ];
}
