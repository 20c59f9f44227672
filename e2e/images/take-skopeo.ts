import { canInstallPackages, installPackages } from '../debian-packages.ts';
import { findOnPath } from '../find-on-path.ts';

/** Sees to it that skopeo is here, the client that tests push and pull real images with. @throws where it cannot be had. */
export default function takeSkopeo(): void {
  if (findOnPath('skopeo', process.env)) return;
  if (!canInstallPackages()) throw new Error('The tests need skopeo on the PATH.');
  installPackages(['skopeo']);
}
