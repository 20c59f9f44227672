import type { BundledPackage } from './bundled-package.ts';

const rule = '='.repeat(80);

const introduction = `Third-party notices of ECR Image Replicator

The app contains the packages below, under the licenses below. Electron and Chromium have files of their own beside the
app: LICENSE.electron.txt and LICENSES.chromium.html.`;

const title = ({ name, version, license }: BundledPackage): string =>
  `${name} ${version} (${license ?? 'no license stated'})`;

/** Everything that is to be passed on with a package. */
const textOf = ({ licenseText, notices }: BundledPackage): string =>
  [licenseText ?? 'The package contains no license file.', ...notices].join('\n\n');

/**
 * The text of the notices: each license once, below all packages that have it word for word.
 *
 * @param packages in the order of the list.
 * @param extras further notices, for what is in no package.
 */
export function formatNotices(packages: readonly BundledPackage[], extras: readonly string[]): string {
  const byText = Map.groupBy(packages, textOf);
  const sections = [...byText].map(([text, having]) => `${having.map(title).join('\n')}\n\n${text}`);
  return `${[introduction, ...sections, ...extras.map((extra) => extra.trim())].join(`\n\n${rule}\n\n`)}\n`;
}
