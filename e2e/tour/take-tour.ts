import { skipIntroduction } from '../app/skip-introduction.ts';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { appFolder, endApp, launchApp } from '../app/launch.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from '../app/runtime.ts';
import { createGuide } from './guide.ts';
import { walk } from './walk.ts';

const pictures = join(appFolder, 'out', 'tour');

/** Drives the app on the demo registries as a user does, prints each step, and writes screenshots to out/tour. */
export async function takeTour(): Promise<void> {
  const runtime = await takeRuntime(process.env);
  Object.assign(process.env, runtimeEnvironment(runtime));
  console.log(describeRuntime(runtime));
  console.log(`Screenshots of the tour: ${relative(process.cwd(), pictures)}`);
  const home = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-tour-'));
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const userData = join(home, 'user-data');
  await skipIntroduction(userData);
  const app = await launchApp({ home, userData, args: ['--demo'] });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(30_000);
    console.log(await walk(createGuide(app, page, pictures)));
  } finally {
    await endApp(app);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
