import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { prerelease, valid } from 'semver';
import { z } from 'zod';
import { appFolder } from '../../../e2e/app/launch.ts';
import { readChangelogSection } from '../files/changelog.ts';
import type { Outcome } from './run-checks.ts';
import { failed, needs, ok } from './run-checks.ts';

export interface Versions {
  /** Of package.json. */
  readonly version: string;
  /** Of package-lock.json. */
  readonly locked: string;
  readonly changelog: string;
  /** The tag that is released, if there is one already. */
  readonly tag: string | undefined;
}

/** Whether the version, the changelog and the tag agree. */
export function compareVersions({ version, locked, changelog, tag }: Versions): Outcome {
  if (valid(version) !== version) return failed(`${version} in package.json is not a semantic version.`);
  const [channel = 'beta'] = prerelease(version) ?? [];
  if (channel !== 'beta')
    return failed(`${version} belongs to no update channel: a prerelease is named like 1.2.3-beta.1.`);
  if (locked !== version)
    return failed(`package-lock.json has ${locked}, package.json ${version}. Run npm install.`);
  const hasSection = readChangelogSection(changelog, version) !== undefined;
  if (tag === undefined)
    return needs(
      'a maintainer',
      hasSection
        ? `the tag v${version}`
        : `a section “## ${version} - DATE” in CHANGELOG.md in place of “Unreleased”, and the tag v${version}`,
    );
  if (tag !== `v${version}`) return failed(`The tag ${tag} is not v${version}, the version of package.json.`);
  return hasSection ? ok(version) : failed(`CHANGELOG.md has no section “## ${version} - DATE”.`);
}

const versionSchema = z.object({ version: z.string() });

export async function checkVersion(tag: string | undefined): Promise<Outcome> {
  const [manifest, lock, changelog] = await Promise.all(
    ['package.json', 'package-lock.json', 'CHANGELOG.md'].map((name) =>
      readFile(join(appFolder, name), 'utf8'),
    ),
  );
  return compareVersions({
    version: versionSchema.parse(JSON.parse(manifest ?? '')).version,
    locked: versionSchema.parse(JSON.parse(lock ?? '')).version,
    changelog: changelog ?? '',
    tag,
  });
}
