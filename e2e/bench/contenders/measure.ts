import { readFileSync, writeFileSync } from 'node:fs';
import type { CopyFigures } from '../processes/messages.ts';

/** Lets the most memory that this process has had count from now on (proc_pid_clear_refs(5)). */
const forgetPeak = (): void => writeFileSync('/proc/self/clear_refs', '5');

/** The most memory that this process has had since, in bytes: the kernel's own figure, which costs nothing to keep. */
const peakMemory = (): number =>
  1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

/** Does one copy and tells what it cost this process. */
export async function measure(copy: () => Promise<unknown>): Promise<Omit<CopyFigures, 'planSeconds'>> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  forgetPeak();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await copy();
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - begin) / 1000,
    cpu: { copy: (user + system) / 1_000_000, events: 0 },
    memory: { idle, peak: peakMemory() },
  };
}
