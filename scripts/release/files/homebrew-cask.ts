import type { Release } from './release-file.ts';
import { downloadUrl, findInstaller, project } from './release-file.ts';

const image = (version: string, architecture: string): string =>
  `${project.name}-${version}-mac-${architecture}.dmg`;

/**
 * The cask of a version for Homebrew, which also installs the command line.
 * https://docs.brew.sh/Cask-Cookbook
 *
 * @throws if the release lacks a disk image.
 */
export function createHomebrewCask(release: Release): string {
  const { version } = release;
  const [arm, intel] = ['arm64', 'x64'].map(
    (architecture) => findInstaller(release, image(version, architecture)).sha256,
  );
  const app = `${project.productName}.app`;
  return `cask "${project.name}" do
  arch arm: "arm64", intel: "x64"

  version "${version}"
  sha256 arm:   "${arm}",
         intel: "${intel}"

  url "${downloadUrl('#{version}', image('#{version}', '#{arch}'))}"
  name "${project.productName}"
  desc "${project.summary}"
  homepage "${project.repository}"

  livecheck do
    url :url
    strategy :github_latest
  end

  app "${app}"
  binary "#{appdir}/${app}/Contents/MacOS/${project.productName}", target: "${project.name}"

  zap trash: [
    "~/Library/Application Support/${project.productName}",
    "~/Library/Logs/${project.productName}",
    "~/Library/Preferences/io.github.${project.name}.plist",
    "~/Library/Saved Application State/io.github.${project.name}.savedState",
  ]
end
`;
}
