import { canInstallPackages, installPackages } from '../app/debian-packages.ts';
import { findOnPath } from '../app/find-on-path.ts';

/** Sees to it that skopeo is here, the client that tests push and pull real images with. @throws where it cannot be had. */
export function takeSkopeo(): void {
  if (findOnPath('skopeo', process.env)) return;
  if (!canInstallPackages()) throw new Error('The tests need skopeo on the PATH.');
  installPackages(['skopeo']);
}

/** The name that Vitest calls before the tests. */
export { takeSkopeo as setup };
