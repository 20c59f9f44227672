/** What a login shell printed between two marks, as names and values. */
export type Variables = ReadonlyMap<string, string>;

/**
 * Reads what `env -0` printed, or plain `env` where that option is not known. Banners and prompts stand outside of the
 * marks. Without `-0` a value of several lines loses all but its first.
 *
 * @returns undefined as long as the closing mark has not come.
 */
export function readShellOutput(output: string, mark: string): Variables | undefined {
  const start = output.indexOf(mark);
  const end = output.indexOf(mark, start + mark.length);
  if (start < 0 || end < 0) return undefined;
  const printed = output.slice(start + mark.length, end);
  const lines = printed.split(printed.includes('\0') ? '\0' : '\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(line) ?? [];
      return name === undefined || value === undefined ? [] : [[name, value] as const];
    }),
  );
}

const wantedNames: ReadonlySet<string> = new Set([
  'PATH',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
]);

/** Keys in the environment are a profile of their own, never a hidden part of all others. */
const keys: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
]);

/** Whether the app takes a variable over: where programs are, what concerns AWS, and the way into the network. */
export const isWanted = (name: string): boolean =>
  wantedNames.has(name) ||
  (name === name.toLowerCase() && wantedNames.has(name.toUpperCase()) && name.endsWith('_proxy')) ||
  (name.startsWith('AWS_') && !keys.has(name));
