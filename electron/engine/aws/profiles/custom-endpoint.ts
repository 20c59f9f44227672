import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** The services that the app calls, as a `services` section names them. */
export type ServiceName = 'ecr' | 'sts' | 'sso' | 'sso_oidc' | 'signin';

/**
 * The endpoint that the profile itself asks for, for one service: `endpoint_url` under that service in its
 * `services` section, else its own `endpoint_url`. `[default]` and the environment are never asked: the SDK does so
 * on its own, and would send a chosen profile's calls to another profile's endpoint.
 */
export function findEndpoint(
  service: ServiceName,
  { values }: ProfileEntry,
  { services }: ProfileCatalog,
): string | undefined {
  if (values.get('ignore_configured_endpoint_urls')?.toLowerCase() === 'true') return undefined;
  const section = services.get(values.get('services') ?? '');
  return section?.get(`${service}.endpoint_url`) || values.get('endpoint_url') || undefined;
}

/** Where the calls of a profile to one service go, as the SDK's clients take it. */
export interface EndpointOptions {
  readonly endpoint?: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** The SDK refuses an endpoint of one's own together with FIPS or dual-stack: one's own comes first. */
export function endpointOptions(
  service: ServiceName,
  entry: ProfileEntry,
  catalog: ProfileCatalog,
): EndpointOptions {
  const endpoint = findEndpoint(service, entry, catalog);
  if (endpoint !== undefined) return { endpoint, useFipsEndpoint: false, useDualstackEndpoint: false };
  const isSet = (key: string): boolean => entry.values.get(key)?.toLowerCase() === 'true';
  return {
    useFipsEndpoint: isSet('use_fips_endpoint'),
    useDualstackEndpoint: isSet('use_dualstack_endpoint'),
  };
}
