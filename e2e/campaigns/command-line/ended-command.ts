import type { CliContext } from '../../../electron/cli/terminal/context.ts';
import { findControl } from '../../../shared/testing/find-control.ts';
import { runCli } from '../../../electron/cli/run-cli.ts';

/** The result of one command of the campaign. */
export interface EndedRun {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Milliseconds within which an interrupted command must end. */
export const patience = 60_000;

/**
 * Runs a command within this process, captures its output, and interrupts it after a while.
 *
 * @param limit milliseconds after which it is interrupted, as by Ctrl-C.
 * @returns undefined when it did not end in time after the interruption.
 */
export async function runWithin(
  args: readonly string[],
  environment: CliContext['environment'],
  limit: number,
): Promise<EndedRun | undefined> {
  const controller = new AbortController();
  const interrupt = setTimeout(() => controller.abort(), limit);
  const written = { stdout: '', stderr: '' };
  const output = (name: 'stdout' | 'stderr') => ({
    write(text: string, done?: () => void): boolean {
      written[name] += text;
      done?.();
      return true;
    },
  });
  const { promise: late, resolve } = Promise.withResolvers<undefined>();
  const failStartup = setTimeout(() => resolve(undefined), limit + patience);
  const running = runCli(args, '1.2.3', {
    environment,
    stdout: output('stdout'),
    stderr: output('stderr'),
    resourceFolders: [],
    signal: controller.signal,
  });
  try {
    const code = await Promise.race([running, late]);
    return code === undefined ? undefined : { code, ...written };
  } finally {
    clearTimeout(interrupt);
    clearTimeout(failStartup);
  }
}

const codes: ReadonlySet<number | null> = new Set([0, 1, 2, 130]);
const stackTrace = /^\s+at .+(:\d+:\d+\)?|\(<anonymous>\)|\(native\))$|node:internal\//m;
/** The defects of a command's result, by kind. */
export interface Faults {
  otherCodes: number;
  stackTraces: number;
  controlBytes: number;
  notEnded: number;
  readonly examples: string[];
}

export const noFaults = (): Faults => ({
  otherCodes: 0,
  stackTraces: 0,
  controlBytes: 0,
  notEnded: 0,
  examples: [],
});

/** Counts the defects, and stores an example of each. */
export function judge(ended: EndedRun | undefined, what: string, faults: Faults): void {
  const note = (problem: string): void => {
    if (faults.examples.length < 20)
      faults.examples.push(`${problem}: ${JSON.stringify(what).slice(0, 400)}`);
  };
  if (!ended) {
    faults.notEnded += 1;
    return note('did not end');
  }
  if (!codes.has(ended.code)) {
    faults.otherCodes += 1;
    note(`exit code ${ended.code}`);
  }
  const output = ended.stdout + ended.stderr;
  if (stackTrace.test(output)) {
    faults.stackTraces += 1;
    note(`stack trace ${JSON.stringify(stackTrace.exec(output)?.[0])}`);
  }
  const control = findControl(output);
  if (control !== undefined) {
    faults.controlBytes += 1;
    note(`control byte ${control}`);
  }
}
