import { expect, test } from 'vitest';
import { compareVersions } from './check-version.ts';
import { failed, needs, ok } from './run-checks.ts';

const released = {
  version: '1.2.3',
  locked: '1.2.3',
  changelog: '# Changelog\n\n## 1.2.3 - 2026-12-01\n\n- a\n',
  tag: 'v1.2.3',
};

test.each([
  [{}, ok('1.2.3')],
  [{ tag: undefined }, needs('a maintainer', 'the tag v1.2.3')],
  [
    { tag: undefined, changelog: '## Unreleased\n' },
    needs(
      'a maintainer',
      'a section “## 1.2.3 - DATE” in CHANGELOG.md in place of “Unreleased”, and the tag v1.2.3',
    ),
  ],
  [{ changelog: '## Unreleased\n' }, failed('CHANGELOG.md has no section “## 1.2.3 - DATE”.')],
  [{ tag: '1.2.3' }, failed('The tag 1.2.3 is not v1.2.3, the version of package.json.')],
  [{ locked: '1.2.2' }, failed('package-lock.json has 1.2.2, package.json 1.2.3. Run npm install.')],
  [
    { version: '1.2.3-rc.1', locked: '1.2.3-rc.1' },
    failed('1.2.3-rc.1 belongs to no update channel: a prerelease is named like 1.2.3-beta.1.'),
  ],
  [
    {
      version: '1.2.3-beta.1',
      locked: '1.2.3-beta.1',
      tag: undefined,
      changelog: '## 1.2.3-beta.1 - 2026-12-01\n\n- a\n',
    },
    needs('a maintainer', 'the tag v1.2.3-beta.1'),
  ],
  [{ version: '1.2' }, failed('1.2 in package.json is not a semantic version.')],
])('with %j the outcome is %j', (changed, outcome) => {
  expect(compareVersions({ ...released, ...changed })).toEqual(outcome);
});
