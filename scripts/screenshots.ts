import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { appFolder } from '../e2e/app/launch.ts';
import { buildIfStale } from '../e2e/app/build-app.ts';

// npm run screenshots: every screen and state, light and dark, in two sizes and zoomed, into out/screenshots. What is
// given besides goes to the test runner, such as the name of one of e2e/screens.

buildIfStale();
const given = process.argv.slice(2);
if (given.length === 0) rmSync(join(appFolder, 'out', 'screenshots'), { recursive: true, force: true });
const runner = join(appFolder, 'node_modules', '@playwright', 'test', 'cli.js');
const config = join(appFolder, 'e2e', 'screens', 'screenshots.config.ts');
const { status } = spawnSync(process.execPath, [runner, 'test', '--config', config, ...given], {
  cwd: appFolder,
  stdio: 'inherit',
});
process.exitCode = status ?? 1;
