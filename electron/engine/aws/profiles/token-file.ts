import { z } from 'zod';
import { describeFileError, fileErrorCode } from '../../files/describe-file-error.ts';
import { readSmallFile } from '../../files/read-small-file.ts';

/** Bytes; tokens are a few thousand. */
export const maxTokenBytes = 1_000_000;

/** A file of tokens, or why there is none: `problem` is a sentence. */
export type TokenFile<T> =
  | { readonly kind: 'token'; readonly token: T; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly problem: string };

const notAToken = { kind: 'unusable', problem: 'It does not hold a token.' } as const;

/** Reads a file of tokens, of at most a megabyte. Never throws. */
export async function readTokenFile<T>(path: string, schema: z.ZodType<T>): Promise<TokenFile<T>> {
  let text: string;
  try {
    text = await readSmallFile(path, maxTokenBytes);
  } catch (error) {
    return fileErrorCode(error) === 'ENOENT'
      ? { kind: 'missing' }
      : { kind: 'unusable', problem: describeFileError(error) };
  }
  try {
    const { success, data } = schema.safeParse(JSON.parse(text));
    return success ? { kind: 'token', token: data, text } : notAToken;
  } catch {
    return notAToken;
  }
}

const written = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * A time as the AWS CLI and the SDKs have written it, in milliseconds since 1970; undefined for anything else. The AWS
 * CLI once wrote `UTC` in the place of `Z`, and reads any offset (botocore, dateutil).
 */
export function parseTokenTime(text: string): number | undefined {
  const [, date, clock, zone = ''] = written.exec(text) ?? [];
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const time = Date.parse(`${date}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(time) ? undefined : time;
}

/** Of a token file; in milliseconds since 1970. */
export const tokenTimeSchema = z.string().transform((text, context) => {
  const time = parseTokenTime(text);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: 'It is no time.' });
  return z.NEVER;
});

const optionalText = z.string().min(1).optional().catch(undefined);

/** A token of IAM Identity Center. What is optional may be anything else as well, as `null`: it then is not there. */
export const ssoTokenSchema = z.object({
  accessToken: z.string().min(1),
  expiresAt: tokenTimeSchema,
  startUrl: optionalText,
  region: optionalText,
  clientId: optionalText,
  clientSecret: optionalText,
  registrationExpiresAt: tokenTimeSchema.optional().catch(undefined),
  refreshToken: optionalText,
});

/** A sign-in by `aws login`: fifteen minutes' keys, with what it takes to renew them. What else is there stays as it is. */
export const loginTokenSchema = z.looseObject({
  accessToken: z.looseObject({
    accessKeyId: z.string().min(1),
    secretAccessKey: z.string().min(1),
    sessionToken: z.string().min(1),
    accountId: z.string().min(1),
    expiresAt: tokenTimeSchema.transform((time) => new Date(time).toISOString()),
  }),
  clientId: z.string().min(1),
  refreshToken: z.string().min(1),
  /** The private key, in PEM. */
  dpopKey: z.string().min(1),
  signInRegion: optionalText,
});
