import { hostSuffix } from '../../../../shared/models/reference.ts';
import { EngineError } from '../../errors/engine-error.ts';
import type { SsoSession } from './sign-in-target.ts';

const regionPattern = /^[a-z0-9]+(-[a-z0-9]+)+$/;

const withoutSlash = (url: string): string => url.replace(/\/+$/, '');

/** A region from a file becomes part of a host name: nothing but a region may. */
function checkedRegion({ name, region }: SsoSession): string {
  if (regionPattern.test(region)) return region;
  throw new EngineError({
    code: 'profile-unusable',
    message: `The sso_region of ${name} is not a region: ${region}. Correct it in your AWS config.`,
    retryable: false,
  });
}

/** Where clients register and tokens are issued, without a slash at its end (endpoint rules of SSO OIDC). */
export function oidcUrl(session: SsoSession): string {
  if (session.endpoints.oidc !== undefined) return withoutSlash(session.endpoints.oidc);
  const region = checkedRegion(session);
  return `https://oidc.${region}.${hostSuffix(region)}`;
}

/** Where a token gives accounts and roles, without a slash at its end (endpoint rules of SSO). */
export function portalUrl(session: SsoSession): string {
  if (session.endpoints.portal !== undefined) return withoutSlash(session.endpoints.portal);
  const region = checkedRegion(session);
  return `https://portal.sso.${region}.${hostSuffix(region)}`;
}
