import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageTools } from '../../../e2e/packaged/linux-packages.ts';

const folder = join(import.meta.dirname, '../../../.github/workflows');

// The tests install them as root alone, which the workflows are not.
test.each(['ci.yml', 'release.yml'])(
  '%s installs the tools that the tests of packages need',
  async (name) => {
    const text = await readFile(join(folder, name), 'utf8');
    const [beforeTests = ''] = text.split(/xvfb-run /);
    const installed = [...beforeTests.matchAll(/sudo apt-get install (.+)/g)].flatMap(([, list = '']) =>
      list.split(' '),
    );
    // Ubuntu cannot be without dpkg.
    const needed = Object.values(packageTools).filter((each) => each !== 'dpkg');
    expect(installed).toEqual(expect.arrayContaining(needed));
  },
);
