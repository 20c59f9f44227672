import { appFolder } from '../../e2e/app/launch.ts';
import { defaultFolder, writeFunctionArchive } from '../function-archive.ts';
import { writeNotices } from '../vite/notices/write-notices.ts';
import { findLicenseProblems } from './license-problems.ts';
import { writeSbom } from './sbom/write-sbom.ts';

/**
 * The hook of electron-builder.yml: makes what the app carries as resources beside its archive.
 *
 * @throws if a package in the app has no license under which it can be distributed.
 */
export async function beforePack(): Promise<void> {
  await writeFunctionArchive(defaultFolder);
  const packages = await writeNotices(appFolder);
  const problems = findLicenseProblems(packages);
  if (problems.length > 0) throw new Error(`The app cannot be packaged. ${problems.join(' ')}`);
  await writeSbom(appFolder, packages);
}
