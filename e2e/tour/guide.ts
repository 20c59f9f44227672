import type { ElectronApplication, Page } from '@playwright/test';
import { join } from 'node:path';

/** The actions of a stop of the tour. */
export interface Guide {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Prints the step, performs it, and stores a screenshot of the result. */
  readonly step: (title: string, act: () => Promise<void>) => Promise<void>;
  /** Prints one line, for example a layer's progress. */
  readonly say: (line: string) => void;
}

/** A guide that prints to the console and stores numbered screenshots in a folder. */
export function createGuide(app: ElectronApplication, page: Page, pictures: string): Guide {
  let number = 0;
  return {
    app,
    page,
    say: (line) => console.log(`   ${line}`),
    async step(title, act) {
      number += 1;
      console.log(`${number}. ${title}`);
      await act();
      const name = title
        .toLowerCase()
        .replaceAll(/[^a-z0-9]+/g, '-')
        .slice(0, 60);
      await page.screenshot({ path: join(pictures, `${String(number).padStart(2, '0')}-${name}.png`) });
    },
  };
}
