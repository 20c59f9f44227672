import { canInstallPackages, installPackages } from './debian-packages.ts';
import { findOnPath } from './find-on-path.ts';
import { describeRuntime, runtimeEnvironment, takeRuntime } from './runtime.ts';

/** Makes sure, before the first test, of what the tests run on: the app's runtime, and skopeo for real images. */
export default async function setUp(): Promise<void> {
  const runtime = await takeRuntime(process.env);
  Object.assign(process.env, runtimeEnvironment(runtime));
  if (!findOnPath('skopeo', process.env)) {
    if (!canInstallPackages()) throw new Error('The tests need skopeo on the PATH.');
    installPackages(['skopeo']);
  }
  console.log(describeRuntime(runtime));
}
