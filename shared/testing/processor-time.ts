/** Of Node.js, which runs the tests; shared code does not depend on it. */
declare const process: {
  /** Microseconds that this thread has used, since `previous` where that is given. */
  threadCpuUsage(previous?: ProcessorUsage): ProcessorUsage;
};

interface ProcessorUsage {
  readonly user: number;
  readonly system: number;
}

/** @returns the milliseconds of processor time that a function takes: unlike its duration, no other process adds to it. */
export function processorTimeOf(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  return process.threadCpuUsage(before).user / 1000;
}
