/** The scheme of the links that open the app. */
export const linkScheme = 'ecr-image-replicator';

const example = `${linkScheme}://open?uri=111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0`;

/** Characters; the URI of an image has at most about 550, and percent-encoding makes them at most three times as many. */
const maxCharacters = 2_048;

/** The only link that there is: one host, one parameter. The operating system can add a slash after the host. */
const linkPattern = new RegExp(`^${linkScheme}://open/?\\?uri=([^&#+]+)$`, 'i');

/** The characters of a URI and an ARN: printable ASCII without spaces. */
const printable = /^[\x21-\x7e]+$/;

/** What a link opens, or the sentence that says why it opens nothing. */
export type AppLink =
  | { readonly kind: 'uri'; readonly uri: string }
  | { readonly kind: 'refused'; readonly message: string };

const refuse = (reason: string): AppLink => ({
  kind: 'refused',
  message: `The link was not opened, because ${reason}. Links have this form: ${example}.`,
});

/** Decodes percent-encoding once. Undefined when it is not valid UTF-8. */
function decodeOnce(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

/**
 * Reads a link of the form `ecr-image-replicator://open?uri=URI`. Any program and any web page can open a link, so nothing
 * else is accepted, and the URI is only what a user could have pasted. The link is not quoted in the message.
 */
export function parseAppLink(link: string): AppLink {
  if (link.length > maxCharacters) return refuse(`it has more than ${maxCharacters} characters`);
  if (!printable.test(link)) return refuse('it contains spaces, control characters or letters outside ASCII');
  const [, encoded] = linkPattern.exec(link) ?? [];
  if (encoded === undefined) return refuse('it is not a link that opens a URI');
  const uri = decodeOnce(encoded);
  if (uri === undefined || !printable.test(uri)) return refuse('its URI is not encoded correctly');
  return { kind: 'uri', uri };
}

/** @returns the first link among the arguments of a start; undefined when there is none. */
export const findAppLink = (argv: readonly string[]): string | undefined =>
  argv.slice(1).find((argument) => argument.toLowerCase().startsWith(`${linkScheme}:`));
