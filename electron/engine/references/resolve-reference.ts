import type { ProfileSummary } from '../../../shared/models/profile.ts';
import { isUsable } from '../../../shared/models/profile.ts';
import { parseReference } from '../../../shared/models/reference.ts';
import type { ResolvedReference } from '../../../shared/models/resolved-reference.ts';
import type { Settings } from '../../../shared/models/settings.ts';

/** Users paste whole commands, lines of a Dockerfile or of YAML, and values with their quotes. */
const around: readonly RegExp[] = [
  /^(?:sudo\s+)?(?:docker|podman|nerdctl|crane|skopeo)\s+(?:image\s+)?(?:pull|push|inspect)\s+(?:docker:\/\/)?(?<uri>.*)$/,
  /^FROM\s+(?:--platform=\S+\s+)?(?<uri>\S+)(?:\s+AS\s+\S+)?$/i,
  /^(?:-\s+)?["']?image["']?:\s*(?<uri>\S+)$/,
  /^(?<uri>.*)[,;]$/,
  /^"(?<uri>[^"]*)"$/,
  /^'(?<uri>[^']*)'$/,
];

/** The text without what is around a URI. */
const unwrap = (text: string): string =>
  around.reduce((rest, pattern) => pattern.exec(rest)?.groups?.['uri'] ?? rest, text.trim());

const notUnderstood =
  'This is neither the URI of an ECR image, repository or registry nor the ARN of a repository. Enter a URI such as 111122223333.dkr.ecr.eu-west-1.amazonaws.com/team/api:1.0.';

/** Whether a text has several URIs or ARNs, such as lines of a list. */
const hasSeveral = (text: string): boolean =>
  text.split(/[\s,;]+/).filter((word) => parseReference(unwrap(word)) !== undefined).length > 1;

/**
 * Parses a pasted or dropped text, and finds the usable profiles of its account from the AWS files. Sends no request.
 * Pinned and recent profiles come first.
 */
export function resolveReference(
  text: string,
  profiles: readonly ProfileSummary[],
  { pinned, recent }: Settings['profiles'],
): ResolvedReference {
  const reference = parseReference(unwrap(text));
  if (!reference) {
    const message = hasSeveral(text)
      ? 'This text contains more than one URI. Open one URI at a time.'
      : notUnderstood;
    return { kind: 'not-understood', message };
  }
  const names = profiles
    .filter((profile) => profile.accountId === reference.accountId && isUsable(profile))
    .map(({ name }) => name);
  const preferred = [...pinned, ...recent].filter((name) => names.includes(name));
  return { kind: 'resolved', reference, profiles: [...new Set([...preferred, ...names])] };
}
