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

/** @returns a sentence about an `endpoint_url` that cannot be used. The SDK drops a user name without a word. */
function findUrlProblem(text: string): string | undefined {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'https:' || url?.protocol === 'http:';
  if (!isHttp || !/^https?:\/\/[^/]/i.test(text))
    return 'Its endpoint_url is not an http or https address. Write it as in https://localhost:4566.';
  return url.username !== '' || url.password !== ''
    ? 'Its endpoint_url contains a user name or a password, with which no call to AWS is made. Remove them.'
    : undefined;
}

/**
 * Returns a sentence about an endpoint that cannot be used; undefined otherwise. The AWS CLI refuses a missing section and an
 * address that is none, and the SDK calls AWS, or another host than the one that is meant: of `localhost:4566` it reads
 * `localhost:` as the scheme.
 */
export function findEndpointProblem(
  entry: ProfileEntry,
  catalog: Pick<ProfileCatalog, 'services'>,
): string | undefined {
  const name = entry.values.get('services');
  if (name !== undefined && !catalog.services.has(name) && !ignoresEndpoints(entry))
    return `Its section [services ${name}] is missing.`;
  return serviceNames
    .flatMap((service) => findEndpoint(service, entry, catalog) ?? [])
    .map(findUrlProblem)
    .find((problem) => problem !== undefined);
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
