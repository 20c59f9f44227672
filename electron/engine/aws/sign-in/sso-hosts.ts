import { hostSuffix } from '../../../../shared/models/reference.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { SsoSession } from './sign-in-target.ts';

const regionPattern = /^[a-z0-9]+(-[a-z0-9]+)+$/;

const removeTrailingSlash = (url: string): string => url.replace(/\/+$/, '');

/** Validates the region, which comes from a file and becomes part of a host name. */
function checkRegion({ name, region }: SsoSession): string {
  if (regionPattern.test(region)) return region;
  throw new EngineError({
    code: 'profile-unusable',
    message: `The sso_region of ${name} is not a region: ${region}. Correct it in your AWS config.`,
    retryable: false,
  });
}

/** The endpoint of the IAM Identity Center OIDC API, without a trailing slash. @throws EngineError for an invalid region. */
export function oidcUrl(session: SsoSession): string {
  if (session.endpoints.oidc !== undefined) return removeTrailingSlash(session.endpoints.oidc);
  const region = checkRegion(session);
  return `https://oidc.${region}.${hostSuffix(region)}`;
}

/** The endpoint of the IAM Identity Center Portal API, without a trailing slash. @throws EngineError for an invalid region. */
export function portalUrl(session: SsoSession): string {
  if (session.endpoints.portal !== undefined) return removeTrailingSlash(session.endpoints.portal);
  const region = checkRegion(session);
  return `https://portal.sso.${region}.${hostSuffix(region)}`;
}
