import type { Release } from './release-file.ts';
import { downloadUrl, findInstaller, project, releasePage, tagOf } from './release-file.ts';

/** The identifier in the repository of the Windows Package Manager. */
const identifier = 'ECRImageReplicator.ECRImageReplicator';
const locale = 'en-US';
const schemaVersion = '1.10.0';

const architectures = ['x64', 'arm64'] as const;

/** A text of a manifest, so that no value is taken for a number, a date or a comment. */
const quote = (text: string): string => `'${text.replaceAll("'", "''")}'`;

const format = (type: string, version: string, lines: readonly string[]): string =>
  [
    `# yaml-language-server: $schema=https://aka.ms/winget-manifest.${type}.${schemaVersion}.schema.json`,
    `PackageIdentifier: ${identifier}`,
    `PackageVersion: ${quote(version)}`,
    ...lines,
    `ManifestType: ${type}`,
    `ManifestVersion: ${schemaVersion}`,
    '',
  ].join('\n');

/** The installer as NSIS makes it by electron-builder.yml: for one user, without administrator rights. */
function formatInstallers(release: Release): string {
  const { version } = release;
  const installers = architectures.flatMap((architecture) => {
    const { name, sha256 } = findInstaller(release, `${project.name}-${version}-win-${architecture}.exe`);
    return [
      `  - Architecture: ${architecture}`,
      `    InstallerUrl: ${downloadUrl(version, name)}`,
      `    InstallerSha256: ${sha256.toUpperCase()}`,
    ];
  });
  return format('installer', version, [
    'InstallerType: nullsoft',
    'Scope: user',
    'UpgradeBehavior: install',
    'Installers:',
    ...installers,
  ]);
}

/**
 * The manifests of a version for the Windows Package Manager.
 * https://learn.microsoft.com/windows/package-manager/package/manifest
 *
 * @returns their texts by their file names.
 * @throws if the release lacks an installer.
 */
export function createWingetManifests(release: Release): Readonly<Record<string, string>> {
  const { version } = release;
  return {
    [`${identifier}.yaml`]: format('version', version, [`DefaultLocale: ${locale}`]),
    [`${identifier}.installer.yaml`]: formatInstallers(release),
    [`${identifier}.locale.${locale}.yaml`]: format('defaultLocale', version, [
      `PackageLocale: ${locale}`,
      `Publisher: ${project.publisher}`,
      `PublisherUrl: ${project.repository}`,
      `PublisherSupportUrl: ${project.repository}/issues`,
      `PackageName: ${project.productName}`,
      `PackageUrl: ${project.repository}`,
      `License: ${project.license}`,
      `LicenseUrl: ${project.repository}/blob/${tagOf(version)}/LICENSE`,
      `ShortDescription: ${project.summary}`,
      `Moniker: ${project.name}`,
      'Tags:',
      ...['amazon-ecr', 'aws', 'containers', 'docker', 'ecr', 'oci'].map((tag) => `  - ${tag}`),
      `ReleaseNotesUrl: ${releasePage(version)}`,
    ]),
  };
}
