import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { completeInBash } from '../../testing/cli/complete-in-bash.ts';
import { runInProcess } from '../../testing/cli/run-in-process.ts';
import { shells } from './shells.ts';

let folder: string;
let files: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'completion-'));
  await mkdir(join(folder, 'journal'));
  await mkdir(join(folder, 'journals'));
  await writeFile(join(folder, 'journal.txt'), '');
  files = {
    AWS_CONFIG_FILE: join(folder, 'config'),
    AWS_SHARED_CREDENTIALS_FILE: join(folder, 'credentials'),
  };
  await writeFile(files['AWS_CONFIG_FILE'] ?? '', '[profile build]\n[profile builder]\n[profile other]\n');
});
afterAll(() => rm(folder, { recursive: true }));

const readScript = async (shell: string): Promise<string> => {
  const { code, stdout, stderr } = await runInProcess(['completion', shell]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
};

const cases: readonly (readonly [line: string, replies: readonly string[]])[] = [
  ['ecr-image-replicator re', ['repositories', 'replicate']],
  ['ecr-image-replicator --v', ['--version']],
  ['ecr-image-replicator plan --source-r', ['--source-region', '--source-registry']],
  ['ecr-image-replicator plan --source team/api --no-', ['--no-referrers', '--no-verify']],
  ['ecr-image-replicator plan --upload-method ', ['auto', 'registry', 'api']],
  ['ecr-image-replicator plan --upload-method=a', ['auto', 'api']],
  ['ecr-image-replicator images --region eu-west-', ['eu-west-1', 'eu-west-2', 'eu-west-3']],
  ['ecr-image-replicator plan --tag 1', []],
  ['ecr-image-replicator plan --journal jour', ['journal', 'journals']],
  ['ecr-image-replicator plan --journal=jour', ['journal', 'journals']],
  ['ecr-image-replicator export --to aws-stack jour', ['journal', 'journals']],
  ['ecr-image-replicator completion ', [...shells]],
  ['ecr-image-replicator help ex', ['export', 'execution']],
  ['ecr-image-replicator images --profile bu', ['build', 'builder']],
  // What stands before an @ or a = is kept by readline.
  ['ecr-image-replicator plan --source-profile=o', ['other']],
  ['ecr-image-replicator images --profile @in', ['instance']],
];

test('bash completes commands, options, choices, folders and profiles', async () => {
  const lines = cases.map(([line]) => line);
  const replies = await completeInBash(await readScript('bash'), lines, folder, files);
  expect(lines.map((line, index) => [line, replies[index]])).toEqual(cases);
});

/** Every command with its visible options, as the help of each lists them. */
async function listOptions(): Promise<ReadonlyMap<string, readonly string[]>> {
  const { stdout } = await runInProcess(['--help']);
  const [, list = ''] = stdout.split('Commands:');
  const names = [...list.matchAll(/^ {2}([a-z]+) /gm)].map(([, name = '']) => name);
  const options = new Map<string, readonly string[]>();
  for (const name of names) {
    const help = await runInProcess(['help', name]);
    options.set(
      name,
      [...help.stdout.matchAll(/^ {2,}(--[\w-]+)/gm)].map(([, option = '']) => option),
    );
  }
  return options;
}

describe('every command and option is in the script', () => {
  test.each(shells)('of %s', async (shell) => {
    const script = await readScript(shell);
    const commands = await listOptions();
    expect([...commands.keys()]).toEqual(expect.arrayContaining(['replicate', 'completion']));
    for (const [command, options] of commands) {
      expect(script).toContain(command);
      for (const option of options)
        expect(script, `${command} ${option}`).toContain(
          shell === 'fish' ? `-l ${option.slice(2)} ` : option,
        );
    }
    expect(script).toContain('profile-names');
    expect(script).not.toContain('undefined');
  });
});

/** @returns what a shell finds wrong with a script; undefined where the shell is not installed. */
async function findProblem(shell: string, script: string): Promise<string | undefined> {
  const path = join(folder, `completion.${shell}`);
  await writeFile(path, script);
  const { error, stderr } = spawnSync(shell, ['-n', path], { encoding: 'utf8' });
  return error ? undefined : stderr;
}

describe('the syntax of the script is right', () => {
  test.each([
    ['bash', /'(?:[^'])*'/g],
    ['zsh', /'(?:[^'])*'/g],
    ['fish', /'(?:[^'\\]|\\.)*'/g],
    ['powershell', /'(?:[^']|'')*'/g],
  ])('for %s', async (shell, quoted) => {
    const script = await readScript(shell);
    // Outside of single quotes, no quote is left, and brackets are balanced.
    const code = script
      .split('\n')
      .filter((line) => !line.trimStart().startsWith('#'))
      .join('\n')
      .replaceAll(String.raw`\'`, shell === 'fish' ? String.raw`\'` : '')
      .replaceAll(quoted, '');
    expect(code).not.toContain("'");
    if (shell === 'powershell')
      for (const [open, close] of ['{}', '()', '[]'].map((pair) => pair.split('')))
        expect(code.split(open ?? '').length).toBe(code.split(close ?? '').length);
    // PowerShell has no such check; another shell is asked where it is installed.
    else expect((await findProblem(shell, script)) ?? '').toBe('');
  });
});

test('PowerShell gets a table of the commands', async () => {
  const [, table = ''] = /^ {4}'execution' = (@\{[^]*?^ {4}\})/m.exec(await readScript('powershell')) ?? [];
  expect(table).toMatchInlineSnapshot(`
    "@{
            Text = 'say how far an execution of an exported stack is'
            Argument = @()
            Options = @(
                @{ Name = '--profile'; Text = 'AWS profile to ask as, or @instance, @container, @web-identity, @environment (default: $AWS_PROFILE, or the keys in the environment)'; Value = 'profile' }
                @{ Name = '--json'; Text = 'the execution as JSON'; Value = $null }
                @{ Name = '-h'; Text = 'display help for command'; Value = $null }
                @{ Name = '--help'; Text = 'display help for command'; Value = $null }
            )
        }"
  `);
});

test('another shell is wrong usage', async () => {
  const { code, stdout, stderr } = await runInProcess(['completion', 'tcsh']);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('Allowed choices are bash, zsh, fish, powershell.');
});
