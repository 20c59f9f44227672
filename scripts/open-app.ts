import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appFolder } from '../e2e/app/launch.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from '../e2e/app/runtime.ts';

/** Opens the app for a user and waits until it ends. @returns its exit code. */
export async function openApp(appArguments: readonly string[]): Promise<number> {
  const runtime = await takeRuntime(process.env);
  console.log(describeRuntime(runtime));
  const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const child = spawn(runtime.executable, [...asRoot, appFolder, ...appArguments], {
    stdio: 'inherit',
    env: { ...process.env, ...runtimeEnvironment(runtime) },
  });
  // Ctrl+C reaches the app by itself; it asks before it ends, and this process waits for it.
  process.on('SIGINT', () => undefined);
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  await once(child, 'exit');
  return child.exitCode ?? 1;
}
