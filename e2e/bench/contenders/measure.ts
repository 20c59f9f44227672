import type { CopyFigures } from '../messages.ts';

/** Watches the resident memory until it is called. */
function watchMemory(): () => number {
  let peak = 0;
  const look = (): void => {
    peak = Math.max(peak, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 10);
  return () => {
    look();
    clearInterval(timer);
    return peak;
  };
}

/** Does one copy and tells what it cost this process. */
export async function measure(copy: () => Promise<unknown>): Promise<Omit<CopyFigures, 'planSeconds'>> {
  globalThis.gc?.();
  const idle = process.memoryUsage.rss();
  const peakOf = watchMemory();
  const cpu = process.cpuUsage();
  const begin = performance.now();
  await copy();
  const { user, system } = process.cpuUsage(cpu);
  return {
    seconds: (performance.now() - begin) / 1000,
    cpu: { copy: (user + system) / 1_000_000, events: 0 },
    memory: { idle, peak: peakOf() },
  };
}
