import type { IncomingHttpHeaders } from 'node:http';

/** Names under which AWS's requests and answers carry secrets, in JSON, forms and XML. */
const named =
  /(?<![A-Za-z])"?(?:secretAccessKey|sessionToken|accessToken|refreshToken|clientSecret|authorizationToken|codeVerifier|deviceCode|code|WebIdentityToken)"?\s*(?:[:=>]|%3D)\s*"?([^"<&\s,}]{8,})/gi;

const signature = /X-Amz-Signature=([0-9a-f]{64})/g;

function* ofHeaders(headers: IncomingHttpHeaders): Generator<string> {
  for (const name of ['x-amz-security-token', 'x-amz-sso_bearer_token']) {
    const value = headers[name];
    if (typeof value === 'string') yield value;
  }
  for (const name of ['authorization', 'proxy-authorization'] as const) {
    const [, scheme = '', token = ''] = /^(Basic|Bearer) (.+)$/.exec(headers[name] ?? '') ?? [];
    if (token === '') continue;
    yield token;
    if (scheme === 'Basic')
      yield Buffer.from(token, 'base64')
        .toString()
        .replace(/^[^:]*:/, '');
  }
}

/** Every secret that a request or an answer carries: whatever the app may not show to anybody. */
export function secretsIn(headers: IncomingHttpHeaders, text: string): readonly string[] {
  const values = [
    ...ofHeaders(headers),
    ...[...text.matchAll(named)].map((match) => decode(match[1] ?? '')),
    ...[...text.matchAll(signature)].map((match) => match[1] ?? ''),
  ];
  return values.filter((value) => value.length >= 8);
}

function decode(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** A secret as it may stand in what the app puts out: in any encoding, or the most of it. */
export function leaksIn(output: string, secrets: Iterable<string>): readonly string[] {
  return [...secrets].filter((secret) => {
    const base64 = Buffer.from(secret).toString('base64').slice(0, -4);
    const part = secret.length > 48 ? secret.slice(24, 48) : secret;
    const forms = [secret, part, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1), base64];
    return forms.some((form) => form.length >= 8 && output.includes(form));
  });
}
