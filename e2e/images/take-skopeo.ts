import { canInstallPackages, installPackages } from '../app/debian-packages.ts';
import { findOnPath } from '../app/find-on-path.ts';

/** Installs skopeo if it is missing, the client that pushes and pulls real images in tests. @throws when that fails. */
export function takeSkopeo(): void {
  if (findOnPath('skopeo', process.env)) return;
  if (!canInstallPackages()) throw new Error('The tests need skopeo on the PATH.');
  installPackages(['skopeo']);
}

/** The entry point that Vitest calls before the tests. */
export { takeSkopeo as setup };
