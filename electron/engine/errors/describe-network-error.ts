import { networkInterfaces } from 'node:os';
import type { ErrorData, Side } from '../../../shared/models/result.ts';
import type { AwsError } from './aws-error.ts';
import type { CallContext } from './description.ts';
import { serviceName } from './description.ts';

/** Where something was to go. */
export interface Destination extends Pick<CallContext, 'service' | 'host'> {
  /** `direct`, or the proxy's `host:port`. */
  readonly via?: string | undefined;
  readonly region: string;
  readonly side?: Side | undefined;
}

type NetworkDescription = Pick<ErrorData, 'code' | 'message' | 'retryable' | 'action'>;

const nameOf = (where: Destination): string => where.host ?? serviceName(where);

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

/** OpenSSL's and Node's codes for a certificate that is not trusted, each with its text in a wrapped error. */
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

/** These say nothing about trust, but about a date. */
const certificateDates: readonly (readonly [code: string, text: string])[] = [
  ['CERT_HAS_EXPIRED', 'certificate has expired'],
  ['CERT_NOT_YET_VALID', 'certificate is not yet valid'],
];

const faultOf = ({ code, message }: AwsError, faults: typeof certificateFaults): string | undefined =>
  faults.find(([known, text]) => code === known || message.includes(text))?.[0];

function untrusted(error: AwsError, where: Destination): NetworkDescription | undefined {
  const common = { code: 'certificate-untrusted', retryable: false, action: 'network-settings' } as const;
  const date = faultOf(error, certificateDates);
  if (date !== undefined)
    return {
      ...common,
      message: `The certificate that answered for ${nameOf(where)} is out of date (${date}). Check this computer's clock; if it is right, your network has to renew its certificate.`,
    };
  const fault = faultOf(error, certificateFaults);
  return fault === undefined
    ? undefined
    : {
        ...common,
        message: `Your network inspects TLS; its certificate is not trusted here (${nameOf(where)}: ${fault}). Choose its CA file in the network settings, or set the proxy that your network wants.`,
      };
}

/** The code, also where the failure has been wrapped and only its text is left. */
const networkCodeOf = ({ code, message, name }: AwsError): string | undefined => {
  const known =
    networkCodes.find((each) => code === each) ?? networkCodes.find((each) => message.includes(each));
  if (known !== undefined) return known;
  if (name === 'TimeoutError' || name === 'RequestTimeout') return name;
  return message.includes('socket hang up') || message === 'aborted' ? (code ?? 'ECONNRESET') : undefined;
};

const isProxyRefusal = ({ code, status, message }: AwsError): boolean =>
  status === 407 || code === 'ERR_PROXY_TUNNEL' || message.includes('ERR_PROXY_TUNNEL');

const wantsProxyLogin = ({ status, message }: AwsError): boolean =>
  status === 407 || /\b407\b|Proxy Authentication Required/.test(message);

/** The text of a ProxyError, wrapped or not: its code, and a sentence for a person. */
const proxySentence = /\b(ERR_PROXY_(?:LOGIN|PORTAL|REFUSED|UNREACHABLE|UNSUPPORTED)): (.+)/;

function stoppedAtProxy(error: AwsError, where: Destination): NetworkDescription | undefined {
  const [, code, sentence] = proxySentence.exec(error.message) ?? [];
  if (code === 'ERR_PROXY_PORTAL')
    return { code: 'not-aws', message: sentence ?? '', retryable: false, action: 'retry' };
  const common = { code: 'proxy', action: 'network-settings' } as const;
  if (sentence !== undefined)
    return {
      ...common,
      message: `${sentence} See the network settings.`,
      retryable: code === 'ERR_PROXY_UNREACHABLE',
    };
  if (!isProxyRefusal(error)) return undefined;
  return {
    ...common,
    message: wantsProxyLogin(error)
      ? 'The proxy asks for a name and a password. Give them in the network settings.'
      : `The proxy does not let calls through to ${nameOf(where)}. Check the proxy in the network settings.`,
    retryable: false,
  };
}

/** Whether this computer has an address in any network but its own. */
export const isConnected = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

const offlineCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

const timeouts: ReadonlySet<string> = new Set(['ETIMEDOUT', 'TimeoutError', 'RequestTimeout']);

/** ` by the proxy proxy.corp:3128`; nothing where the way is not known. */
function byWay({ via }: Destination): string {
  if (via === undefined) return '';
  return via === 'direct' ? ' without a proxy' : ` by the proxy ${via}`;
}

function unreachable(
  error: AwsError,
  where: Destination,
  code: string,
  connected: boolean,
): NetworkDescription {
  const name = nameOf(where);
  const common = { code: 'network', retryable: true, action: 'retry' } as const;
  if (!connected && offlineCodes.has(code))
    return {
      ...common,
      code: 'offline',
      message: `This computer is offline: ${name} cannot be reached. Connect it to the network; then try again.`,
    };
  const peer = error.peer ?? /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(error.message)?.[1];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return {
      ...common,
      message: `The name ${peer ?? `of ${name}`} is not known here. Check that region ${where.region} exists, and the network, VPN and proxy.`,
    };
  const at = peer === undefined || peer === where.host ? '' : ` at ${peer}`;
  const answer = timeouts.has(code) ? 'did not answer in time' : 'did not answer';
  return {
    ...common,
    message: `${name} ${answer}${at}${byWay(where)} (${code}). Check the network, VPN and proxy, then try again.`,
  };
}

/**
 * A failure on the way to AWS; undefined when AWS itself answered.
 *
 * @param connected whether this computer is in a network at all.
 */
export function describeNetworkError(
  error: AwsError,
  where: Destination,
  connected = isConnected(),
): NetworkDescription | undefined {
  const stopped = stoppedAtProxy(error, where) ?? untrusted(error, where);
  if (stopped) return stopped;
  const isPage = /Unexpected token '<'/.test(error.message) && (error.status ?? 0) < 500;
  if (error.isWebPage || isPage)
    return {
      code: 'not-aws',
      message: `A web page answered in the place of ${nameOf(where)}. Log in to your network in a browser, or check the proxy; then try again.`,
      retryable: false,
      action: 'retry',
    };
  const code = networkCodeOf(error);
  return code === undefined ? undefined : unreachable(error, where, code, connected);
}

export const isNetworkError = (error: AwsError): boolean => networkCodeOf(error) !== undefined;
