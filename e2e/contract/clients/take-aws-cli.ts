import { canInstallPackages, installPackages } from '../../app/debian-packages.ts';
import { findAwsCli } from './aws-cli.ts';

/**
 * Installs the AWS CLI of Debian where packages can be installed and it is missing. Elsewhere its claims cannot be tried,
 * which fails only a CI run.
 *
 * @throws when the installation fails
 */
export function takeAwsCli(): void {
  if (findAwsCli() === undefined && canInstallPackages()) installPackages(['awscli']);
}

/** The entry point that Vitest calls before the tests. */
export { takeAwsCli as setup };
