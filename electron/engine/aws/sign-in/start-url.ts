import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { sendRequest } from './send-request.ts';
import type { SsoSession } from './sign-in-target.ts';

/** The domains of AWS access portals; a start URL in another domain is a vanity URL that redirects to one. */
const awsDomains = [
  'app.aws',
  'portal.amazonaws.com',
  'portal.amazonaws.com.cn',
  'awsapps.com',
  'awsapps.cn',
];
const awsHosts = new Set(['identitycenter.amazonaws.com', 'identitycenter.amazonaws.com.cn']);

const regionPatterns = [
  /^[^.]+\.portal\.([a-z0-9-]+)\.app\.aws$/,
  /^[^.]+\.([a-z0-9-]+)\.portal\.amazonaws\.com(?:\.cn)?$/,
];

const isAwsHost = (host: string): boolean =>
  awsHosts.has(host) || awsDomains.some((domain) => host === domain || host.endsWith(`.${domain}`));

const readRegion = (host: string): string | undefined =>
  regionPatterns.map((pattern) => pattern.exec(host)?.[1]).find((region) => region !== undefined);

const createError = (message: string): EngineError =>
  new EngineError({ code: 'profile-unusable', message, retryable: false });

/** The URL without query, fragment and trailing slashes. */
const formatUrl = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;

async function requestRedirect(
  network: Network,
  startUrl: string,
  signal: AbortSignal,
): Promise<URL | undefined> {
  for (const method of ['HEAD', 'GET'] as const) {
    const { status, headers } = await sendRequest(network, { method, url: startUrl, signal });
    if (method === 'HEAD' && (status === 405 || status === 501)) continue;
    const { location } = headers;
    const isRedirect = status >= 300 && status < 400 && location !== undefined;
    return isRedirect && URL.canParse(location, startUrl) ? new URL(location, startUrl) : undefined;
  }
  return undefined;
}

/**
 * Resolves the configured start URL to the start URL at AWS. Follows one redirect of a vanity URL, as the AWS CLI does.
 * Returns the start URL of a profile with a custom endpoint unchanged.
 *
 * @throws EngineError `profile-unusable` when the URL does not redirect to AWS, or to a region other than `sso_region`,
 *   for which the token is not valid.
 */
export async function resolveIssuerUrl(
  network: Network,
  session: SsoSession,
  signal: AbortSignal,
): Promise<string> {
  const { startUrl, region, name, endpoints } = session;
  if (endpoints.oidc !== undefined) return startUrl;
  if (!URL.canParse(startUrl) || new URL(startUrl).protocol !== 'https:')
    throw createError(`The sso_start_url of ${name} is not an https address. Correct it in your AWS config.`);
  if (isAwsHost(new URL(startUrl).hostname)) return startUrl;

  const target = await requestRedirect(network, startUrl, signal);
  if (target?.protocol !== 'https:' || !isAwsHost(target.hostname))
    throw createError(
      `The sso_start_url of ${name} (${new URL(startUrl).host}) does not redirect to AWS. Ask your administrator for the correct URL.`,
    );
  const actual = readRegion(target.hostname);
  if (actual !== undefined && actual !== region)
    throw createError(
      `The sso_region of ${name} is ${region}, but its start URL redirects to ${actual}. Change sso_region to ${actual} in your AWS config.`,
    );
  return formatUrl(target);
}
