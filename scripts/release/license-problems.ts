import satisfies from 'spdx-satisfies';
import type { BundledPackage } from '../vite/notices/bundled-package.ts';

/** Licenses that allow to distribute a package within this app when its notices are passed on. */
const allowed = [
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'Python-2.0',
  'Unlicense',
  'Zlib',
];

function isAllowed(license: string): boolean {
  try {
    return satisfies(license, allowed);
  } catch {
    return false;
  }
}

/** @returns a sentence for each package that must not be in a release as it is. */
export const findLicenseProblems = (packages: readonly BundledPackage[]): readonly string[] =>
  packages.flatMap(({ name, version, license, licenseText }) => {
    const which = `${name} ${version}`;
    if (license === undefined) return [`${which} states no license in its package.json.`];
    if (!isAllowed(license))
      return [`${which} has the license ${license}, which is not in the list of allowed ones.`];
    return licenseText === undefined ? [`${which} contains no license file.`] : [];
  });
