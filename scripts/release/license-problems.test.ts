import { expect, test } from 'vitest';
import type { BundledPackage } from '../vite/notices/bundled-package.ts';
import { findLicenseProblems } from './license-problems.ts';

const createPackage = (license: string | undefined, licenseText?: string): BundledPackage => ({
  folder: 'node_modules/left',
  name: 'left',
  version: '1.2.3',
  repository: undefined,
  notices: [],
  license,
  licenseText,
});

test('allows packages of which one license is in the list, and which contain it', () => {
  const packages = ['MIT', '(GPL-3.0-only OR MIT)', 'MIT AND Zlib'].map((license) =>
    createPackage(license, 'text'),
  );
  expect(findLicenseProblems(packages)).toEqual([]);
});

test('says what is wrong with every other package', () => {
  const packages = [
    createPackage('GPL-3.0-only', 'text'),
    createPackage('MIT AND GPL-3.0-only', 'text'),
    createPackage('SEE LICENSE IN FILE', 'text'),
    createPackage(undefined, 'text'),
    createPackage('MIT'),
  ];
  expect(findLicenseProblems(packages)).toEqual([
    'left 1.2.3 has the license GPL-3.0-only, which is not in the list of allowed ones.',
    'left 1.2.3 has the license MIT AND GPL-3.0-only, which is not in the list of allowed ones.',
    'left 1.2.3 has the license SEE LICENSE IN FILE, which is not in the list of allowed ones.',
    'left 1.2.3 states no license in its package.json.',
    'left 1.2.3 contains no license file.',
  ]);
});
