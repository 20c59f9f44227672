import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** The services that the app calls, with their names in a `services` section. */
export type ServiceName = 'ecr' | 'sts' | 'sso' | 'sso_oidc' | 'signin' | 'sfn';

/**
 * Finds a profile's custom endpoint for one service: `endpoint_url` of that service in its `services` section, otherwise
 * its own `endpoint_url`. It ignores `[default]` and the environment, which the SDK also reads: they belong to another
 * profile (AWS SDKs and Tools Reference Guide, "Service-specific endpoints").
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

/** The endpoint settings of an SDK client. */
export interface EndpointOptions {
  readonly endpoint?: string;
  readonly useFipsEndpoint: boolean;
  readonly useDualstackEndpoint: boolean;
}

/** A custom endpoint turns FIPS and dual-stack off: the SDK refuses the combination. */
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
