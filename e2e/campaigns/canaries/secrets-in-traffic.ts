import type { IncomingHttpHeaders } from 'node:http';

/** Names of the secrets in requests and responses of AWS, in JSON, forms and XML. */
const named =
  /(?<![A-Za-z_])"?(?:secretAccessKey|sessionToken|accessToken|refreshToken|clientSecret|authorizationToken|codeVerifier|deviceCode|code|WebIdentityToken)"?\s*(?:[:=>]|%3D)\s*"?([^"<&\s,}]{8,})/gi;

const signature = /X-Amz-Signature=([0-9a-f]{64})/g;

function* ofHeaders(headers: IncomingHttpHeaders): Generator<string> {
  for (const name of ['x-amz-security-token', 'x-amz-sso_bearer_token']) {
    const value = headers[name];
    if (typeof value === 'string') yield value;
  }
  for (const name of ['authorization', 'proxy-authorization'] as const) {
    const value = headers[name] ?? '';
    // A container's credentials are requested with the bare token.
    if (/^[^\s,=]+$/.test(value)) yield value;
    const [, scheme = '', token = ''] = /^(Basic|Bearer) (.+)$/.exec(value) ?? [];
    if (token === '') continue;
    yield token;
    if (scheme === 'Basic')
      yield Buffer.from(token, 'base64')
        .toString()
        .replace(/^[^:]*:/, '');
  }
}

/** Signatures of presigned URLs. */
export const signaturesIn = (text: string): readonly string[] =>
  [...text.matchAll(signature)].map((match) => match[1] ?? '');

/** Every secret in a request or a response that the app must not show. */
export function secretsIn(headers: IncomingHttpHeaders, text: string): readonly string[] {
  const values = [
    ...ofHeaders(headers),
    ...[...text.matchAll(named)].map((match) => decode(match[1] ?? '')),
    ...signaturesIn(text),
  ];
  // The codes of errors of registries and of AWS are not authorization codes.
  return values.filter((value) => value.length >= 8 && !/^(?:[A-Z_]+|(?:[A-Z][a-z]+)+)$/.test(value));
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
