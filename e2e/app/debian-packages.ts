import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Whether this process can install packages: on Debian or a derivative, as root. */
export const canInstallPackages = (): boolean =>
  process.platform === 'linux' && existsSync('/usr/bin/apt-get') && process.getuid?.() === 0;

/** Installs Debian packages without a prompt. @throws with the output of apt-get when it fails. */
export function installPackages(packages: readonly string[]): void {
  console.log(`Installing ${packages.join(', ')} from Debian's packages.`);
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  for (const args of [['update'], ['install', '--yes', '--no-install-recommends', ...packages]]) {
    const { status, stdout, stderr, error } = spawnSync(
      'apt-get',
      ['--quiet', '-o', 'DPkg::Lock::Timeout=300', ...args],
      {
        env,
        encoding: 'utf8',
      },
    );
    if (status !== 0)
      throw new Error(`apt-get ${args.join(' ')} failed.\n${error?.message ?? `${stdout}\n${stderr}`}`);
  }
}
