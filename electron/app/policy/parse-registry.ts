/** A line of a value: `    updates    REG_SZ    off`. The name of the default value is in parentheses. */
const valuePattern = /^ {4}(.+?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/**
 * Parses the values that `reg query KEY` prints. Only texts have the form of a policy; a value of another type is kept with
 * its type, so that the policy fails.
 */
export function parseRegistryValues(output: string): Readonly<Record<string, unknown>> {
  const values: Record<string, unknown> = {};
  for (const line of output.split(/\r?\n/)) {
    const [, name, type, value = ''] = valuePattern.exec(line) ?? [];
    if (name === undefined || name.startsWith('(')) continue;
    values[name] = type === 'REG_SZ' ? value.trim() : { type, value };
  }
  return values;
}

/** Whether `reg query PARENT` lists a key below the parent. Names of keys ignore case. */
export const hasRegistryKey = (output: string, key: string): boolean =>
  output.split(/\r?\n/).some((line) => line.trim().toLowerCase().endsWith(`\\${key.toLowerCase()}`));
