import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const source = join(import.meta.dirname, 'fault-shim.c');

/**
 * Compiles the library that makes chosen calls fail.
 * @returns its path; undefined without a C compiler, in which case `report` gets the reason.
 */
export function buildShim(folder: string, report: (line: string) => void): string | undefined {
  if (process.platform !== 'linux') {
    report('Calls can be made to fail on Linux only.');
    return undefined;
  }
  const library = join(folder, 'fault-shim.so');
  const { status, stderr, error } = spawnSync(
    'gcc',
    ['-shared', '-fPIC', '-O1', '-o', library, source, '-ldl'],
    {
      encoding: 'utf8',
    },
  );
  if (status === 0) return library;
  report(
    error
      ? 'There is no gcc (on Debian: apt-get install gcc libc6-dev): no call can be made to fail.'
      : `gcc cannot compile fault-shim.c: ${stderr}`,
  );
  return undefined;
}
