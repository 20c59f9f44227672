import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseKnownFiles } from '@smithy/core/config';
import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ProfileCatalog } from './profile-catalog.ts';
import { parseCatalog } from './profile-catalog.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sdk-sections-'));
});
afterAll(() => rm(folder, { recursive: true }));

/** Sections that are no profiles, and names with surrounding spaces, which the app refuses with a reason. */
const isOther = (name: string): boolean =>
  /^(profile|sso-session|services)\./.test(name) || name !== name.trim();

/** The values that the SDK reads from the two texts, by profile. */
async function readBySdk(config: string, credentials: string): Promise<Record<string, object>> {
  const [configFilepath, filepath] = [join(folder, 'config'), join(folder, 'credentials')];
  await Promise.all([writeFile(configFilepath, config), writeFile(filepath, credentials)]);
  const parsed = await parseKnownFiles({ configFilepath, filepath, ignoreCache: true });
  return Object.fromEntries(Object.entries(parsed).filter(([name]) => !isOther(name)));
}

const readByApp = ({ profiles }: ProfileCatalog): Record<string, object> =>
  Object.fromEntries(
    [...profiles.values()]
      .filter(({ headingProblem, values }) => headingProblem === undefined && values.size > 0)
      .map(({ name, values }) => [name, Object.fromEntries(values)]),
  );

describe('reads the same values of each profile as the SDK', () => {
  test.each([
    [
      '[profile default] beside [default]',
      '[profile default]\nregion=a\n[default]\nregion=b\nrole_arn=r\n',
      '',
    ],
    [
      '[default] beside [profile default]',
      '[default]\nregion=b\nrole_arn=r\n[profile default]\nregion=a\n',
      '',
    ],
    ['[default] beside [profile "default"]', '[default]\nrole_arn=r\n[profile "default"]\nregion=a\n', ''],
    [
      '[default] and [profile default] in both files',
      '[default]\na=1\n[profile default]\nb=2\n',
      '[default]\nc=3\n',
    ],
    ['one heading twice', '[profile p]\na=1\nb=1\n[profile q]\nx=1\n[profile p]\nb=2\n', ''],
    ['one heading twice in the credentials file', '', '[p]\na=1\nb=1\n[p]\nb=2\n'],
    ['a heading with and without quotes', "[profile p]\na=1\n[profile 'p']\nb=2\n", ''],
    ['a heading with a dot', '[profile p]\na=1\n[profile.p]\nb=2\n', ''],
    ['a value that is empty in the later file', '[profile p]\na=1\n', '[p]\na=\nb=2\n'],
    ['spaces in the brackets', '[ default ]\na=1\n[profile p ]\nb=2\n[default]\nc=3\n', '[ p ]\nd=4\n'],
    ['nested values', '[profile p]\ns3 =\n  a=1\n  b =\n  c=2\nd=3\n  e=4\n', ''],
    ['comments', '[profile p] # mine\na=1 ; one\n#b=2\nc #=3\n ;d=4\n[profile q];x\n', ''],
  ])('for %s', async (_what, config, credentials) => {
    expect(readByApp(parseCatalog(config, credentials))).toEqual(await readBySdk(config, credentials));
  });

  test('for random files', async () => {
    const names = fc.constantFrom('default', 'a', "'a'", '"a"', 'a b', 'a.b', ' a', 'a ', 'ü');
    const heading = fc
      .tuple(
        fc.constantFrom('', 'profile ', 'profile\t', 'profile.', 'profile  ', 'other ', 'services '),
        names,
      )
      .map(([prefix, name]) => `[${prefix}${name}]`);
    const value = fc
      .tuple(
        fc.constantFrom('', '  ', '\t'),
        fc.constantFrom('region', 'role_arn', 's3', 'output'),
        fc.constantFrom('=', ' = ', '= '),
        fc.constantFrom('', '1', '2', 'x = y', '"q"', '1 # one', '#'),
      )
      .map((parts) => parts.join(''));
    const line = fc.oneof(
      heading,
      { arbitrary: value, weight: 2 },
      fc.constantFrom('', '# [default]', 'words'),
    );
    const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));
    await fc.assert(
      fc.asyncProperty(text, text, async (config, credentials) => {
        expect(readByApp(parseCatalog(config, credentials))).toEqual(await readBySdk(config, credentials));
      }),
      { numRuns: 300 },
    );
  });
});
