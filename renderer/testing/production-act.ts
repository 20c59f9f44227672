import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import { flushSync } from 'react-dom';

// The tests run React as it is shipped, which takes less than two thirds of the processor time of its development build.
// That build alone has `act`, with which Testing Library renders and sends events.

/** What `act` returns: rendered at its return; awaited, also what was scheduled by then. */
type Act = (callback: () => unknown) => Promise<unknown>;

const react: { act?: Act } = createRequire(import.meta.url)('react');

/** Timers without a delay and the work that React schedules, which can schedule further work. */
async function runScheduled(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) {
    await new Promise((resolve) => setTimeout(resolve));
    await setImmediate();
  }
}

react.act = (callback) => {
  let returned: unknown;
  flushSync(() => {
    returned = callback();
  });
  const settle = async (): Promise<unknown> => {
    const value = await returned;
    await runScheduled();
    return value;
  };
  return settle();
};
