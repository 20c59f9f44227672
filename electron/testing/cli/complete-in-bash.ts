import { singleQuote } from '../../../shared/text/command-line.ts';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { createCommandEnvironment } from './command-environment.ts';
import { nodeArguments } from './node-arguments.ts';

/** The words of a line as readline breaks them: at white space, and at these characters, which are words of their own. */
function breakWords(line: string): readonly string[] {
  const words = line.match(/[^\s=:@]+|[=:@]+/g) ?? [];
  return /\s$/.test(line) ? [...words, ''] : words;
}

/** Statements that complete a line with the cursor at its end, and print the replies on one line. */
function completeLine(line: string): string {
  const words = breakWords(line);
  return `COMP_LINE=${singleQuote(line)} COMP_POINT=\${#COMP_LINE} COMP_CWORD=${words.length - 1}
COMP_WORDS=(${words.map(singleQuote).join(' ')}) COMPREPLY=()
"$completer"
printf '%s\\n' "\${COMPREPLY[*]}"`;
}

/**
 * Loads a completion script into bash and completes each line there, with the real command behind it.
 *
 * @param folder in which the shell starts.
 * @returns for each line what bash puts in place of the last word.
 */
export async function completeInBash(
  script: string,
  lines: readonly string[],
  folder: string,
  environment: Readonly<Record<string, string>>,
): Promise<readonly (readonly string[])[]> {
  const scripts = await mkdtemp(join(tmpdir(), 'complete-in-bash-'));
  try {
    const path = join(scripts, 'completion.bash');
    await writeFile(path, script);
    const program = `set -e
ecr-image-replicator() { ${[process.execPath, ...nodeArguments].map(singleQuote).join(' ')} "$@"; }
source ${singleQuote(path)}
set +e
completer=$(complete -p ecr-image-replicator | sed 's/.*-F \\([^ ]*\\).*/\\1/')
${lines.map(completeLine).join('\n')}`;
    const { stdout } = await promisify(execFile)('bash', ['--norc', '-c', program], {
      cwd: folder,
      env: createCommandEnvironment(environment),
    });
    return stdout
      .split('\n')
      .slice(0, lines.length)
      .map((reply) => (reply === '' ? [] : reply.split(' ')));
  } finally {
    await rm(scripts, { recursive: true });
  }
}
