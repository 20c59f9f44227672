/** The environment that a login shell printed, by name. */
export type Variables = ReadonlyMap<string, string>;

/**
 * Reads the output of `env -0`, or of plain `env` where that option does not exist. Banners and prompts are outside of the
 * two marks. Without `-0` only the first line of a value is read.
 *
 * @returns undefined until the output has the closing mark.
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

const importedNames: ReadonlySet<string> = new Set([
  'PATH',
  'HTTP_PROXY',
  'HTTPS_PROXY',
  'NO_PROXY',
  'NODE_EXTRA_CA_CERTS',
  'SSL_CERT_FILE',
]);

/** Keys in the environment are listed as their own profile, so they must not change other profiles. */
const keyNames: ReadonlySet<string> = new Set([
  'AWS_ACCESS_KEY_ID',
  'AWS_SECRET_ACCESS_KEY',
  'AWS_SESSION_TOKEN',
  'AWS_SECURITY_TOKEN',
  'AWS_CREDENTIAL_EXPIRATION',
]);

/** Whether the app imports a variable: the path of programs, AWS settings except keys, proxies and certificates. */
export const isImported = (name: string): boolean =>
  importedNames.has(name) ||
  (name === name.toLowerCase() && importedNames.has(name.toUpperCase()) && name.endsWith('_proxy')) ||
  (name.startsWith('AWS_') && !keyNames.has(name));
