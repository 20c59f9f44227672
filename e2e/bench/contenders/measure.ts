import { readFileSync, writeFileSync } from 'node:fs';
import type { CopyFigures } from '../processes/messages.ts';

/** Resets the peak memory of this process (proc_pid_clear_refs(5)). */
const forgetPeak = (): void => writeFileSync('/proc/self/clear_refs', '5');

/** The peak memory of this process since the reset, in bytes, from the kernel without sampling. */
const peakMemory = (): number =>
  1024 * Number(/^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]);

/** Performs one copy and measures its cost in this process. */
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
