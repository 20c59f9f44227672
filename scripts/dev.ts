import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from '../e2e/app/runtime.ts';

// npm run dev: the window with hot reload, on the demo; on your AWS profiles with `-- --profiles`.

const given = process.argv.slice(2);
const appArguments = given.includes('--profiles')
  ? given.filter((argument) => argument !== '--profiles')
  : ['--demo', ...given];
const asRoot = process.platform === 'linux' && process.getuid?.() === 0 ? ['--noSandbox'] : [];

const runtime = await takeRuntime(process.env);
console.log(describeRuntime(runtime));
const electronVite = join(appFolder, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js');
const child = spawn(process.execPath, [electronVite, 'dev', '--watch', ...asRoot, '--', ...appArguments], {
  cwd: appFolder,
  stdio: 'inherit',
  env: { ...process.env, ...runtimeEnvironment(runtime), ELECTRON_EXEC_PATH: runtime.executable },
});
process.on('SIGINT', () => undefined);
process.on('SIGTERM', () => child.kill('SIGTERM'));
await once(child, 'exit');
process.exitCode = child.exitCode ?? 1;
