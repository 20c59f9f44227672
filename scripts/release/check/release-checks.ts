import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findElectron } from '../../../e2e/app/electron-binary.ts';
import { appFolder } from '../../../e2e/app/launch.ts';
import { updateKeys } from '../../../electron/app/updates/update-keys.ts';
import { buildIfStale } from '../../../e2e/app/build-app.ts';
import { writeFunctionArchive } from '../../function-archive.ts';
import { readBundledPackages } from '../../vite/notices/write-notices.ts';
import { findLicenseProblems } from '../license-problems.ts';
import { writeSbom } from '../sbom/write-sbom.ts';
import type { ReleasePlatform } from '../signing.ts';
import { configureSigning } from '../signing.ts';
import { findWorkflowProblems } from '../workflows/find-workflow-problems.ts';
import { checkSignatures, checkVulnerabilities } from './check-dependencies.ts';
import { checkPackage, checkReproducible } from './check-package.ts';
import { checkUpdateKey } from './check-update-key.ts';
import { checkVersion } from './check-version.ts';
import { findBrokenLinks } from './find-broken-links.ts';
import { runCommand } from './run-command.ts';
import type { Outcome, ReleaseCheck } from './run-checks.ts';
import { failed, needs, noneOf, ok } from './run-checks.ts';

const read = (path: string): Promise<string> => readFile(join(appFolder, path), 'utf8');

async function checkTree(): Promise<Outcome> {
  const { isOk, output } = await runCommand('git', 'status', '--porcelain');
  if (!isOk) return failed(output);
  const changed = output.split('\n').filter((line) => line !== '');
  return changed.length === 0
    ? ok('everything is committed')
    : failed(`${changed.length} files are not committed.`);
}

/** The packages of a build of all parts of the app. */
async function readPackages() {
  buildIfStale();
  await writeFunctionArchive(join(appFolder, 'dist/lambda'));
  return readBundledPackages(appFolder);
}

async function checkLicenses(): Promise<Outcome> {
  const packages = await readPackages();
  return noneOf(findLicenseProblems(packages), `${packages.length} packages`);
}

async function checkSbom(): Promise<Outcome> {
  const text = await readFile(await writeSbom(appFolder, await readPackages()), 'utf8');
  const problem = await new Validation.JsonStrictValidator(Spec.Version.v1dot5).validate(text);
  return problem === null ? ok('out/sbom.cdx.json is valid CycloneDX 1.5') : failed(JSON.stringify(problem));
}

async function checkWorkflows(): Promise<Outcome> {
  const folder = '.github/workflows';
  const names = await readdir(join(appFolder, folder));
  const problems = await Promise.all(
    names.map(async (name) =>
      findWorkflowProblems(await read(`${folder}/${name}`)).map((problem) => `${name}: ${problem}`),
    ),
  );
  return noneOf(problems.flat(), names.join(', '));
}

async function checkDocuments(): Promise<Outcome> {
  const { output } = await runCommand('git', 'ls-files', '*.md');
  const paths = output.split('\n').filter((path) => path !== '');
  const documents = new Map(await Promise.all(paths.map(async (path) => [path, await read(path)] as const)));
  const steps = documents.get('docs/releasing.md')?.match(/^\d+\. \*\*/gm)?.length;
  if (steps !== 10) return failed(`docs/releasing.md has ${steps ?? 0} steps instead of ten.`);
  return noneOf(
    findBrokenLinks(documents, (path) => existsSync(join(appFolder, path))),
    `the links of ${documents.size} documents; ten steps`,
  );
}

/** What signs the installers of a platform, as the environment says. @throws if only a part of what is needed is set. */
function describeSigning(platform: ReleasePlatform, who: string): Outcome {
  const { config, summary } = configureSigning(platform, process.env);
  return config.forceCodeSigning === true ? ok(summary) : needs(who, summary);
}

const electron = 'the real Electron';

/** What is checked here, the quick checks first, and then what cannot be. */
export const listReleaseChecks = (tag: string | undefined): readonly ReleaseCheck[] => [
  { name: 'Working tree', run: checkTree },
  { name: 'Version', run: () => checkVersion(tag) },
  { name: 'Workflows', run: checkWorkflows },
  { name: 'Documents', run: checkDocuments },
  { name: 'Licenses', run: checkLicenses },
  { name: 'SBOM', run: checkSbom },
  { name: 'Signatures of packages', run: checkSignatures },
  { name: 'Vulnerabilities', run: checkVulnerabilities },
  { name: 'Package', run: checkPackage },
  { name: 'Reproducible', run: checkReproducible },
  {
    name: 'Electron',
    run: async () =>
      findElectron() ? ok('is installed') : needs(electron, 'npm test and the package with its binary'),
  },
  {
    name: 'Installers',
    run: async () => needs(electron, 'AppImage, deb, rpm, dmg, zip and exe on three systems'),
  },
  { name: 'macOS signature', run: async () => describeSigning('mac', 'Apple') },
  { name: 'Windows signature', run: async () => describeSigning('win', 'Microsoft') },
  {
    name: 'Update signature',
    run: async () => checkUpdateKey(updateKeys, process.env['UPDATE_SIGNING_KEY']),
  },
  { name: 'Tests', run: async () => needs('GitHub', 'the workflow ci.yml on Linux, macOS and Windows') },
  { name: 'Provenance', run: async () => needs('GitHub', 'attestations of the workflow release.yml') },
  { name: 'Draft', run: async () => needs('GitHub', 'the draft that release.yml makes of the tag') },
  { name: 'Contract', run: async () => needs('AWS', 'the workflow contract.yml with a role in an account') },
];
