import type { Random } from '../../../electron/testing/random.ts';

/** Values by option; those of any option are tried with every other one too. */
const values: Readonly<Record<string, readonly [string, ...string[]]>> = {
  '--profile': ['build', 'production', 'nobody'],
  '--source-profile': ['build', 'production'],
  '--destination-profile': ['production', 'build'],
  '--region': ['eu-west-1', 'us-east-1', 'EU'],
  '--source-region': ['eu-west-1'],
  '--destination-region': ['us-east-1', 'xx-nowhere-1'],
  '--registry': ['111111111111', '999999999999', '12'],
  '--source-registry': ['111111111111'],
  '--destination-registry': ['222222222222'],
  '--repository': ['team/app', 'team/none'],
  '--source': ['team/app:1.0', 'team/app', 'team/app@sha256:1', 'team/none:1'],
  '--destination': ['team/copy', 'team/copy:1', 'UPPER'],
  '--tag': ['1.0', '-x:', 'latest'],
  '--platform': ['linux/amd64', 'linux'],
  '--concurrency': ['1', '64', '0', '1e9', '-1'],
  '--bandwidth': ['20MB/s', '0.5GB', '1kB/s', '20', '1e3MB', '999999GB/s'],
  '--upload-method': ['auto', 'api', 'registry', 'none'],
  '--to': ['aws-stack', 'elsewhere'],
};
const flags = [
  '--json',
  '--create-repository',
  '--no-referrers',
  '--no-verify',
  '--leave-out-missing',
  '--keep-signatures',
  '--strict',
  '--help',
  '--version',
  '-h',
  '--',
] as const;
const commands = [
  'profiles',
  'repositories',
  'images',
  'plan',
  'replicate',
  'export',
  'execution',
  'completion',
  'profile-names',
  'help',
  'replicat',
  '',
] as const;

/** The execution that the campaign's Step Functions knows. */
export const executionArn = 'arn:aws:states:us-east-1:222222222222:execution:ecr-image-replicator:run';
const executionArns = [executionArn, `${executionArn}-2`, 'arn:aws:states:us-east-1:2:execution:x'] as const;

const route: readonly string[] = [
  ['--source-profile', 'build', '--source', 'team/app:1.0'],
  ['--destination-profile', 'production', '--destination', 'team/copy', '--create-repository'],
].flat();

const [firstOption = '', ...otherOptions] = Object.keys(values);

const alphabet = [
  'a',
  '-',
  '=',
  '/',
  ':',
  '@',
  ' ',
  '\0',
  '\n',
  '\r',
  '\t',
  '\u001B',
  '\u007F',
  '\u009B',
  '\u202E',
  '\u2066',
  '\uFEFF',
  '\uD800',
  '😀',
  '$(id)',
  '%s',
  '\\',
] as const;

export function hostileText(random: Random): string {
  return random.pick<() => string>([
    () => '',
    () => '\u001B[2J\u001B[HAll 12 images are replicated.',
    () => `--${random.pick(alphabet)}`,
    () => Array.from({ length: 1 + random.below(12) }, () => random.pick(alphabet)).join(''),
    () => random.pick(alphabet).repeat(1 + random.below(3_000)),
    () => '__proto__',
    () => 'constructor',
    () => '../../../etc/passwd',
    () => 'x'.repeat(1 + random.below(100_000)),
  ])();
}

function optionWithValue(random: Random): readonly string[] {
  const option = random.pick([firstOption, ...otherOptions]);
  const [first, ...others] = values[option] ?? [''];
  const value = random.chance(0.15) ? hostileText(random) : random.pick([first, ...others]);
  return random.chance(0.15) ? [`${option}=${value}`] : [option, value];
}

/** The required options of a command, so that many vectors get past the parser. */
const complete = new Map<string, readonly string[]>(
  Object.entries({
    repositories: ['--profile', 'build'],
    images: ['--profile', 'build', '--repository', 'team/app'],
    plan: route,
    replicate: route,
    export: ['--to', 'aws-stack', ...route],
    execution: ['--profile', 'production'],
  }),
);

const shuffled = (args: readonly string[], random: Random): string[] =>
  args
    .map((argument) => [random.next(), argument] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, argument]) => argument);

/** A positional argument. An export writes into `folder` alone. */
const positional = (command: string, folder: string, random: Random): string =>
  command === 'export' ? `${folder}/${random.below(2 ** 31)}/${hostileText(random)}` : hostileText(random);

/** The positional argument that a command needs. */
function requiredArgument(command: string, folder: string, random: Random): readonly string[] {
  if (command === 'execution') return [random.pick(executionArns)];
  if (command === 'completion') return [random.pick(['bash', 'zsh', 'fish', 'powershell', 'tcsh'])];
  return command === 'export' ? [`${folder}/${random.below(2 ** 31)}`] : [];
}

/**
 * A random command line.
 *
 * @param folder for the files of exports.
 */
export function argumentVector(random: Random, folder: string): readonly string[] {
  const command = random.chance(0.05) ? hostileText(random) : random.pick(commands);
  const parts: string[] = [command];
  if (random.chance(0.4))
    parts.push(...requiredArgument(command, folder, random), ...(complete.get(command) ?? []));
  for (let left = random.below(6); left > 0; left -= 1) {
    if (random.chance(0.35)) parts.push(random.pick(flags));
    else if (random.chance(0.12)) parts.push(positional(command, folder, random));
    else parts.push(...optionWithValue(random));
  }
  return random.chance(0.1) ? shuffled(parts, random) : parts;
}
