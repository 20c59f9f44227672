import { z } from 'zod';

const text = z.string().min(1);
const optionalText = z.string().optional().catch(undefined);

/** `{"Error":{"Code","Message"}}` of the query protocol in JSON, and `{"__type","message"}` of the JSON protocol. */
const jsonError = z.union([
  z
    .object({ Error: z.object({ Code: text, Message: optionalText }) })
    .transform(({ Error: { Code, Message } }) => ({ code: Code, message: Message })),
  z
    .object({ __type: text, message: optionalText, Message: optionalText })
    .transform(({ __type: code, message, Message }) => ({ code, message: message ?? Message })),
]);

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/**
 * Reads an error in JSON of a service whose protocol is XML: STS throttles in this form, and the SDK reports only that it
 * cannot parse it.
 *
 * @returns undefined for any other text.
 */
export function readJsonError(body: string): { readonly name: string; readonly message: string } | undefined {
  const { success, data } = jsonError.safeParse(parseJson(body));
  if (!success) return undefined;
  // `com.amazonaws.sts#Throttling:http://…` → `Throttling`
  return { name: data.code.replace(/:.*$/, '').replace(/^.*#/, ''), message: data.message ?? '' };
}
