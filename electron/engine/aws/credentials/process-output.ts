import { z } from 'zod';

/** A member that is absent, `null` or empty: the SDK treats all three as absent (`getValidatedProcessCredentials`). */
const optionalText = z
  .string()
  .nullish()
  .transform((text) => text || undefined);

/** The output of a `credential_process` (AWS SDKs and Tools Reference Guide, "Process credential provider"). */
const outputSchema = z.object({
  Version: z.unknown(),
  AccessKeyId: z.string().min(1),
  SecretAccessKey: z.string().min(1),
  SessionToken: optionalText,
  Expiration: optionalText,
  AccountId: optionalText,
});

/** The credentials that a program printed. `problem` completes a sentence that begins with the program's name. */
export type ProcessOutput =
  | { readonly kind: 'credentials'; readonly credentials: Omit<z.infer<typeof outputSchema>, 'Version'> }
  | { readonly kind: 'problem'; readonly problem: string };

const problem = (text: string): ProcessOutput => ({ kind: 'problem', problem: text });

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Finds the object with the access key in the text. It contains no other objects, and its values contain no braces. */
function findCredentials(text: string): unknown {
  const index = text.indexOf('"AccessKeyId"');
  return index === -1
    ? undefined
    : parseJson(text.slice(text.lastIndexOf('{', index), text.indexOf('}', index) + 1));
}

/** Reads the output of a `credential_process`, which may contain other lines before and after the JSON. */
export function readProcessOutput(stdout: string): ProcessOutput {
  if (stdout.split('"AccessKeyId"', 3).length > 2)
    return problem('printed more than one set of credentials.');
  const json = parseJson(stdout.trim()) ?? findCredentials(stdout);
  if (json === undefined) return problem('did not print JSON.');
  const { success, data } = outputSchema.safeParse(json);
  if (!success) return problem('printed no AccessKeyId and SecretAccessKey.');
  const { Version, ...credentials } = data;
  return Version === 1 ? { kind: 'credentials', credentials } : problem('did not print "Version": 1.');
}
