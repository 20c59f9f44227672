import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { z } from 'zod';
import { appFolder } from '../../../e2e/app/launch.ts';

export interface Ran {
  readonly isOk: boolean;
  readonly output: string;
}

const failureSchema = z.object({ stdout: z.string().default(''), stderr: z.string().default('') });

/** Runs a program in the project. @returns what it printed, also when it fails or does not exist. */
export async function runCommand(program: string, ...args: readonly string[]): Promise<Ran> {
  try {
    // npm is a batch file on Windows.
    const shell = process.platform === 'win32' && program === 'npm';
    const { stdout, stderr } = await promisify(execFile)(program, args, {
      cwd: appFolder,
      shell,
      maxBuffer: 64 * 1024 * 1024,
    });
    return { isOk: true, output: `${stdout}${stderr}` };
  } catch (error) {
    const { stdout, stderr } = failureSchema.parse(error);
    return { isOk: false, output: `${stdout}${stderr}` || String(error) };
  }
}

/** Keeps the output of a check, and names where. */
export async function writeLog(name: string, output: string): Promise<string> {
  const folder = join(appFolder, 'out', 'release');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${name}.log`), output);
  return `out/release/${name}.log`;
}
