import { z } from 'zod';
import { describeFileError, fileErrorCode } from '../../files/describe-file-error.ts';
import { readSmallFile } from '../../files/read-small-file.ts';

/** In bytes; tokens have a few thousand. */
export const maxTokenBytes = 1_000_000;

/** The content of a token file. `problem` is a sentence about a file that cannot be used. */
export type TokenFile<T> =
  | { readonly kind: 'token'; readonly token: T; readonly text: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unusable'; readonly problem: string };

const notAToken = { kind: 'unusable', problem: 'It does not contain a token.' } as const;

/** Reads a token file of at most one megabyte. Never throws. */
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

const timeFormat = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?) ?(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)$/i;

/**
 * Parses a time in any format of the AWS CLI and the SDKs; undefined for other texts. Earlier versions of the AWS CLI wrote
 * `UTC` instead of `Z`, and the CLI reads any offset (`dateutil` of botocore).
 *
 * @returns milliseconds since 1970.
 */
function parseTokenTime(text: string): number | undefined {
  const [, date, clock, zone = ''] = timeFormat.exec(text) ?? [];
  const [, hours, minutes = '00'] = /^([+-]\d\d):?(\d\d)?$/.exec(zone) ?? [];
  const time = Date.parse(`${date}T${clock}${hours === undefined ? 'Z' : `${hours}:${minutes}`}`);
  return Number.isNaN(time) ? undefined : time;
}

/** A time of a token file, converted to milliseconds since 1970. */
export const tokenTimeSchema = z.string().transform((text, context) => {
  const time = parseTokenTime(text);
  if (time !== undefined) return time;
  context.addIssue({ code: 'custom', message: 'It is not a time.' });
  return z.NEVER;
});

const optionalText = z.string().min(1).optional().catch(undefined);

/** A token that a header can contain (RFC 9110 section 5.5). */
const headerText = z.string().regex(/^[\x21-\x7e]+$/);

/** A token of IAM Identity Center. An optional member of another type, such as `null`, counts as absent. */
export const ssoTokenSchema = z.object({
  accessToken: headerText,
  expiresAt: tokenTimeSchema,
  startUrl: optionalText,
  region: optionalText,
  clientId: optionalText,
  clientSecret: optionalText,
  registrationExpiresAt: tokenTimeSchema.optional().catch(undefined),
  refreshToken: optionalText,
});

/** A sign-in by `aws login`: access keys for fifteen minutes, and the values that renew them. Other members are kept. */
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
