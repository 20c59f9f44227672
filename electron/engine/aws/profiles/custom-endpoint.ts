import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/** The services that the app calls, with their names in a `services` section. */
const serviceNames = ['ecr', 'sts', 'sso', 'sso_oidc', 'signin', 'sfn'] as const;
export type ServiceName = (typeof serviceNames)[number];

const ignoresEndpoints = ({ values }: ProfileEntry): boolean =>
  values.get('ignore_configured_endpoint_urls')?.toLowerCase() === 'true';

/**
 * Finds a profile's custom endpoint for one service: `endpoint_url` of that service in its `services` section, otherwise
 * its own `endpoint_url`. It ignores `[default]` and the environment, which the SDK also reads: they belong to another
 * profile (AWS SDKs and Tools Reference Guide, "Service-specific endpoints").
 */
export function findEndpoint(
  service: ServiceName,
  entry: ProfileEntry,
  { services }: Pick<ProfileCatalog, 'services'>,
): string | undefined {
  const { values } = entry;
  if (ignoresEndpoints(entry)) return undefined;
  const section = services.get(values.get('services') ?? '');
  return section?.get(`${service}.endpoint_url`) || values.get('endpoint_url') || undefined;
}

const isHttpUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return (url?.protocol === 'https:' || url?.protocol === 'http:') && /^https?:\/\/[^/]/i.test(text);
};

/**
 * Returns a sentence about an endpoint that cannot be used; undefined otherwise. The AWS CLI refuses both cases, and the SDK
 * calls AWS, or another host than the one that is meant: of `localhost:4566` it reads `localhost:` as the scheme.
 */
export function findEndpointProblem(
  entry: ProfileEntry,
  catalog: Pick<ProfileCatalog, 'services'>,
): string | undefined {
  const name = entry.values.get('services');
  if (name !== undefined && !catalog.services.has(name) && !ignoresEndpoints(entry))
    return `Its section [services ${name}] is missing.`;
  const isBroken = serviceNames
    .map((service) => findEndpoint(service, entry, catalog))
    .some((endpoint) => endpoint !== undefined && !isHttpUrl(endpoint));
  return isBroken
    ? 'Its endpoint_url is not an http or https address. Write it as in https://localhost:4566.'
    : undefined;
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
