import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const handlerPath = join(import.meta.dirname, '..', '..', 'lambda', 'index.ts');

/**
 * Runs the commands of a build with a work item, in a folder with the function's module, as CodeBuild does.
 *
 * @throws Error when the commands fail.
 */
export async function runBuildScript(
  script: string,
  workItem: string,
  environment: Readonly<Record<string, string>>,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  try {
    const bundle = `export { handler } from ${JSON.stringify(pathToFileURL(handlerPath).href)};\n`;
    await writeFile(join(folder, 'index.mjs'), bundle);
    const { stdout } = await run('sh', ['-e', '-c', script], {
      cwd: folder,
      env: {
        ...environment,
        PATH: `${dirname(process.execPath)}:${process.env['PATH']}`,
        WORK_ITEM: workItem,
      },
    });
    return stdout;
  } finally {
    await rm(folder, { recursive: true });
  }
}
