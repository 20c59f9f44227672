import { networkInterfaces } from 'node:os';
import type { AwsError } from './aws-error.ts';
import type { CallContext, Description } from './description.ts';
import { serviceName } from './description.ts';

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
  ['CERT_HAS_EXPIRED', 'certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', "Hostname/IP does not match certificate's altnames"],
];

const certificateFaultOf = ({ code, message }: AwsError): string | undefined =>
  certificateFaults.find(([known, text]) => code === known || message.includes(text))?.[0];

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

/** Whether this computer has an address in any network but its own. */
export const isConnected = (): boolean =>
  Object.values(networkInterfaces()).some((addresses) => addresses?.some(({ internal }) => !internal));

const offlineCodes: ReadonlySet<string> = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENETUNREACH', 'EHOSTUNREACH']);

function unreachable(error: AwsError, context: CallContext, code: string, connected: boolean): Description {
  const service = serviceName(context);
  if (!connected && offlineCodes.has(code)) {
    return {
      code: 'offline',
      message: `This computer is offline: ${service} cannot be reached. Connect it to the network; then try again.`,
      retryable: true,
      action: 'retry',
    };
  }
  const host = error.peer ?? /(?:ENOTFOUND|EAI_AGAIN) (\S+)/.exec(error.message)?.[1];
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return {
      code: 'network',
      message: `The name ${host ?? `of ${service}`} is not known here. Check that region ${context.region} exists, and the network, VPN and proxy.`,
      retryable: true,
      action: 'retry',
    };
  }
  const at = host === undefined ? '' : ` at ${host}`;
  return {
    code: 'network',
    message: `${service} did not answer${at} (${code}). Check the network, VPN and proxy, then try again.`,
    retryable: true,
    action: 'retry',
  };
}

/**
 * A failure on the way to AWS; undefined when AWS itself answered.
 *
 * @param connected whether this computer is in a network at all.
 */
export function describeNetworkError(
  error: AwsError,
  context: CallContext,
  connected = isConnected(),
): Description | undefined {
  if (isProxyRefusal(error)) {
    return {
      code: 'proxy',
      message: wantsProxyLogin(error)
        ? 'The proxy asks for a name and a password. Give them in the network settings.'
        : `The proxy does not let calls through to ${serviceName(context)}. Check the proxy in the network settings.`,
      action: 'network-settings',
    };
  }
  const fault = certificateFaultOf(error);
  if (fault !== undefined) {
    return {
      code: 'certificate-untrusted',
      message: `The certificate that answered for ${serviceName(context)} is not trusted here (${fault}). Your network may inspect TLS, or want a proxy: see the network settings.`,
      action: 'network-settings',
    };
  }
  if (error.isWebPage || error.message.startsWith("Unexpected token '<'")) {
    return {
      code: 'not-aws',
      message: `A web page answered in the place of ${serviceName(context)}. Log in to your network in a browser, or check the proxy; then try again.`,
      action: 'retry',
    };
  }
  const code = networkCodeOf(error);
  return code === undefined ? undefined : unreachable(error, context, code, connected);
}

export const isNetworkError = (error: AwsError): boolean => networkCodeOf(error) !== undefined;
