import { networkInterfaces } from 'node:os';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';
import type { ErrorContext } from './description.ts';
import { serviceName } from './description.ts';

/** The host that a request was sent to. */
export interface RequestTarget extends Pick<ErrorContext, 'service' | 'host'> {
  /** `direct`, or the proxy's `host:port`. */
  readonly via?: string | undefined;
  readonly region: string;
  readonly side?: Side | undefined;
}

type NetworkDescription = Pick<ErrorData, 'code' | 'message' | 'retryable' | 'action'>;

const getName = (target: RequestTarget): string => target.host ?? serviceName(target);

const networkCodes = [
  'ECONNRESET',
  'ECONNREFUSED',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ERR_STREAM_PREMATURE_CLOSE',
] as const;

/** Codes of OpenSSL and Node for a certificate that is not trusted, and the message that a wrapped error contains. */
const certificateFaults: readonly (readonly [code: string, text: string])[] = [
  ['SELF_SIGNED_CERT_IN_CHAIN', 'self-signed certificate in certificate chain'],
  ['DEPTH_ZERO_SELF_SIGNED_CERT', 'self-signed certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT_LOCALLY', 'unable to get local issuer certificate'],
  ['UNABLE_TO_GET_ISSUER_CERT', 'unable to get issuer certificate'],
  ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'unable to verify the first certificate'],
  ['CERT_SIGNATURE_FAILURE', 'certificate signature failure'],
  ['CERT_UNTRUSTED', 'certificate not trusted'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
];

/** Codes for a certificate outside its validity period. */
const certificateDates: readonly (readonly [code: string, text: string])[] = [
  ['CERT_HAS_EXPIRED', 'certificate has expired'],
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
];

const getFault = ({ code, message }: AwsError, faults: typeof certificateFaults): string | undefined =>
  faults.find(([known, text]) => code === known || message.includes(text))?.[0];

function describeCertificateError(error: AwsError, target: RequestTarget): NetworkDescription | undefined {
  const common = { code: 'certificate-untrusted', retryable: false, action: 'network-settings' } as const;
  const date = getFault(error, certificateDates);
  if (date !== undefined)
    return {
      ...common,
      message: `The certificate of ${getName(target)} is not valid at this time (${date}). Check this computer's clock; if it is right, ask your network administrators to renew the certificate.`,
    };
  const fault = getFault(error, certificateFaults);
  return fault === undefined
    ? undefined
    : {
        ...common,
        message: `The certificate of ${getName(target)} is not trusted (${fault}). If your network inspects TLS, choose its CA file in the network settings, or set the proxy that your network requires.`,
      };
}

/** The code of a network failure; wrapped errors contain it only in their message. */
const getNetworkCode = ({ code, message, name }: AwsError): string | undefined => {
  const known =
    networkCodes.find((each) => code === each) ?? networkCodes.find((each) => message.includes(each));
  if (known !== undefined) return known;
  if (name === 'TimeoutError' || name === 'RequestTimeout') return name;
  return message.includes('socket hang up') || message === 'aborted' ? (code ?? 'ECONNRESET') : undefined;
};

const isProxyError = ({ code, status, message }: AwsError): boolean =>
  status === 407 || code === 'ERR_PROXY_TUNNEL' || message.includes('ERR_PROXY_TUNNEL');

const requiresProxyLogin = ({ status, message }: AwsError): boolean =>
  status === 407 || /\b407\b|Proxy Authentication Required/.test(message);

/** Matches the message of a ProxyError, which wrapped errors repeat: its code and its sentence. */
const proxyMessage = /\b(ERR_PROXY_(?:LOGIN|PORTAL|REFUSED|UNREACHABLE|UNSUPPORTED)): (.+)/;

function describeProxyError(error: AwsError, target: RequestTarget): NetworkDescription | undefined {
  const [, code, sentence] = proxyMessage.exec(error.message) ?? [];
  if (code === 'ERR_PROXY_PORTAL')
    return { code: 'not-aws', message: sentence ?? '', retryable: false, action: 'retry' };
  const common = { code: 'proxy', action: 'network-settings' } as const;
  if (sentence !== undefined)
    return {
      ...common,
      message: `${sentence} See the network settings.`,
      retryable: code === 'ERR_PROXY_UNREACHABLE',
    };
  if (!isProxyError(error)) return undefined;
  return {
    ...common,
    message: requiresProxyLogin(error)
      ? 'The proxy requires a user name and password. Enter them in the network settings.'
      : `The proxy blocks connections to ${getName(target)}. Check the proxy in the network settings.`,
    retryable: false,
  };
}

/** Whether this computer has a network address other than loopback. */
export const isConnected = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

const offlineCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

const timeouts: ReadonlySet<string> = new Set(['ETIMEDOUT', 'TimeoutError', 'RequestTimeout']);

/** ` through the proxy proxy.corp:3128`; empty if the route is unknown. */
function describeVia({ via }: RequestTarget): string {
  if (via === undefined) return '';
  return via === 'direct' ? ' without a proxy' : ` through the proxy ${via}`;
}

function describeConnectionError(
  error: AwsError,
  target: RequestTarget,
  code: string,
  connected: boolean,
): NetworkDescription {
  const name = getName(target);
  const common = { code: 'network', retryable: true, action: 'retry' } as const;
  if (!connected && offlineCodes.has(code))
    return {
      ...common,
      code: 'offline',
      message: `This computer is offline: ${name} cannot be reached. Connect it to a network, then try again.`,
    };
  const peer = error.peer ?? /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(error.message)?.[1];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return {
      ...common,
      message: `The host name ${peer ?? `of ${name}`} cannot be resolved. Check that region ${target.region} exists, and check the network, VPN and proxy.`,
    };
  const at = peer === undefined || peer === target.host ? '' : ` at ${peer}`;
  const failure = timeouts.has(code) ? 'did not respond in time' : 'did not respond';
  return {
    ...common,
    message: `${name} ${failure}${at}${describeVia(target)} (${code}). Check the network, VPN and proxy, then try again.`,
  };
}

/**
 * Describes a failure of the network, the proxy or the certificate; undefined for a response of AWS.
 *
 * @param connected whether this computer is connected to a network.
 */
export function describeNetworkError(
  error: AwsError,
  target: RequestTarget,
  connected = isConnected(),
): NetworkDescription | undefined {
  const description = describeProxyError(error, target) ?? describeCertificateError(error, target);
  if (description) return description;
  const isHtml = /Unexpected token '<'/.test(error.message) && (error.status ?? 0) < 500;
  if (error.isWebPage || isHtml)
    return {
      code: 'not-aws',
      message: `The network returned a web page instead of a response of ${getName(target)}. Sign in to your network in a browser, or check the proxy, then try again.`,
      retryable: false,
      action: 'retry',
    };
  const code = getNetworkCode(error);
  return code === undefined ? undefined : describeConnectionError(error, target, code, connected);
}

/** Whether a connection failed; false for an untrusted certificate, and for a proxy that refuses the connection. */
export const isNetworkError = (error: AwsError): boolean => getNetworkCode(error) !== undefined;
