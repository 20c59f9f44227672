import type { Page } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appFolder, endApp, launchApp } from './launch.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from './runtime.ts';

/** What a stop of the tour can do. */
export interface Guide {
  readonly page: Page;
  /** Says what is done now, does it, and keeps a picture of the result. */
  readonly step: (title: string, act: () => Promise<void>) => Promise<void>;
  /** Prints one line, such as a layer's progress. */
  readonly say: (line: string) => void;
}

const pictures = join(appFolder, 'out', 'tour');

function createGuide(page: Page): Guide {
  let number = 0;
  return {
    page,
    say: (line) => console.log(`   ${line}`),
    async step(title, act) {
      number += 1;
      console.log(`${number}. ${title}`);
      await act();
      const name = title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
      await page.screenshot({ path: join(pictures, `${String(number).padStart(2, '0')}-${name}.png`) });
    },
  };
}

/** What a person would do: from the demo's profiles to the same digest at another registry. */
async function walk({ page, step }: Guide): Promise<void> {
  await step('The app opens on the demo registries', async () => {
    await page.locator('#root > *').first().waitFor();
  });
}

/** Drives the app on the demo registries as a person would, prints each step, and leaves pictures in out/tour. */
export async function takeTour(): Promise<void> {
  const runtime = await takeRuntime(process.env);
  Object.assign(process.env, runtimeEnvironment(runtime));
  console.log(describeRuntime(runtime));
  const home = await mkdtemp(join(tmpdir(), 'ecr-image-replicator-tour-'));
  await rm(pictures, { recursive: true, force: true });
  await mkdir(pictures, { recursive: true });
  const app = await launchApp({ home, userData: join(home, 'user-data'), args: ['--demo'] });
  try {
    const page = await app.firstWindow();
    page.setDefaultTimeout(30_000);
    await walk(createGuide(page));
    console.log(`Pictures: ${pictures}`);
  } finally {
    await endApp(app);
    await rm(home, { recursive: true, force: true, maxRetries: 5 });
  }
}
