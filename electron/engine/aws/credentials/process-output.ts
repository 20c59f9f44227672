import { z } from 'zod';

/** A member that is absent, `null` or empty is not there: the SDK takes all three alike (getValidatedProcessCredentials). */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);

/** What a `credential_process` is to print (AWS SDKs and Tools Reference Guide, process credential provider). */
const printed = z.object({
  Version: z.unknown(),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: optionalText,
  Expiration: optionalText,
  AccountId: optionalText,
});

/** What a program printed; a problem ends a sentence that begins with the program's name. */
export type ProcessOutput =
  | { readonly kind: 'credentials'; readonly credentials: Omit<z.infer<typeof printed>, 'Version'> }
  | { readonly kind: 'problem'; readonly problem: string };

const problem = (text: string): ProcessOutput => ({ kind: 'problem', problem: text });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The one object in the text that has an access key: the object has no others within it, and its values no braces. */
function objectWithKeys(text: string): unknown {
  const at = text.indexOf('"AccessKeyId"');
  return at === -1 ? undefined : parseJson(text.slice(text.lastIndexOf('{', at), text.indexOf('}', at) + 1));
}

/** Reads what a `credential_process` printed, also where it printed other lines beside the JSON. */
export function readProcessOutput(stdout: string): ProcessOutput {
  if (stdout.split('"AccessKeyId"', 3).length > 2)
    return problem('printed more than one set of credentials.');
  const json = parseJson(stdout.trim()) ?? objectWithKeys(stdout);
  if (json === undefined) return problem('did not print JSON.');
  const { success, data } = printed.safeParse(json);
  if (!success) return problem('printed no AccessKeyId and SecretAccessKey.');
  const { Version, ...credentials } = data;
  return Version === 1 ? { kind: 'credentials', credentials } : problem('did not print "Version": 1.');
}
