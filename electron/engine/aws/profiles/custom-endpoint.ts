import type { ProfileCatalog, ProfileEntry } from './profile-catalog.ts';

/**
 * The endpoint that the profile itself asks for, for one service: `endpoint_url` under that service in its
 * `services` section, else its own `endpoint_url`. `[default]` and the environment are never asked: the SDK does so
 * on its own, and would send a chosen profile's calls to another profile's endpoint.
 */
export function endpointFor(
  service: 'ecr' | 'sts' | 'sso' | 'sso_oidc',
  { values }: ProfileEntry,
  { services }: ProfileCatalog,
): string | undefined {
  if (values.get('ignore_configured_endpoint_urls')?.toLowerCase() === 'true') return undefined;
  const section = services.get(values.get('services') ?? '');
  return section?.get(`${service}.endpoint_url`) || values.get('endpoint_url') || undefined;
}
