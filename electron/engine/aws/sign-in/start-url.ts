import { EngineError } from '../../errors/engine-error.ts';
import type { Network } from '../network/network.ts';
import { sendRequest } from './send-request.ts';
import type { SsoSession } from './sign-in-target.ts';

/** Under these AWS itself serves start pages; what stands elsewhere is a company's own address that leads to one. */
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

const regionOfHost = (host: string): string | undefined =>
  regionPatterns.map((pattern) => pattern.exec(host)?.[1]).find((region) => region !== undefined);

const unusable = (message: string): EngineError =>
  new EngineError({ code: 'profile-unusable', message, retryable: false });

/** Without query and fragment, and without slashes at its end. */
const plainUrl = ({ protocol, host, pathname }: URL): string =>
  `${protocol}//${host}${pathname.replace(/\/+$/, '')}`;

async function redirectOf(network: Network, startUrl: string, signal: AbortSignal): Promise<URL | undefined> {
  for (const method of ['HEAD', 'GET'] as const) {
    const { status, headers } = await sendRequest(network, { method, url: startUrl, signal });
    if (method === 'HEAD' && (status === 405 || status === 501)) continue;
    const { location } = headers;
    const redirects = status >= 300 && status < 400 && location !== undefined;
    return redirects && URL.canParse(location, startUrl) ? new URL(location, startUrl) : undefined;
  }
  return undefined;
}

/**
 * The start URL at AWS behind the configured one. A company's own address (vanity URL) is asked once where it leads, as
 * the AWS CLI does; a profile with an endpoint of its own is taken at its word.
 *
 * @throws EngineError `profile-unusable` when it leads nowhere at AWS, or to another region than the configured one, with
 * which the token could not be used.
 */
export async function resolveIssuerUrl(
  network: Network,
  session: SsoSession,
  signal: AbortSignal,
): Promise<string> {
  const { startUrl, region, name, endpoints } = session;
  if (endpoints.oidc !== undefined) return startUrl;
  if (!URL.canParse(startUrl) || new URL(startUrl).protocol !== 'https:')
    throw unusable(`The sso_start_url of ${name} is not an https address. Correct it in your AWS config.`);
  if (isAwsHost(new URL(startUrl).hostname)) return startUrl;

  const target = await redirectOf(network, startUrl, signal);
  if (target?.protocol !== 'https:' || !isAwsHost(target.hostname))
    throw unusable(
      `The sso_start_url of ${name} (${new URL(startUrl).host}) does not lead to AWS. Check it with whoever gave it to you.`,
    );
  const actual = regionOfHost(target.hostname);
  if (actual !== undefined && actual !== region)
    throw unusable(
      `The sso_region of ${name} is ${region}, but its start URL leads to ${actual}. Change sso_region to ${actual} in your AWS config.`,
    );
  return plainUrl(target);
}
