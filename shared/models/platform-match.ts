import type { Platform } from './image.ts';
import { formatPlatform } from './image.ts';

/** The variant that an architecture has where none is written (containerd, platforms/database.go). */
const defaultVariants: Readonly<Record<string, string>> = { amd64: 'v1', arm64: 'v8', arm: 'v7' };

/** `8` is written for `v8` by some tools. */
const getVariant = ({ architecture, variant }: Platform): string | undefined =>
  variant === undefined ? defaultVariants[architecture] : variant.replace(/^(?=\d)/, 'v');

/** A build of Windows and all its revisions: `10.0.20348` takes `10.0.20348.2700`. */
const isVersion = (version: string | undefined, wanted: string): boolean =>
  version === wanted || (version?.startsWith(`${wanted}.`) ?? false);

/**
 * Whether a manifest's platform is one that was chosen. A platform that is chosen without a variant or without a
 * version of the system takes all of them; `linux/arm64` without a variant is `linux/arm64/v8`.
 */
export const matchesPlatform = (platform: Platform, chosen: Platform): boolean =>
  platform.os === chosen.os &&
  platform.architecture === chosen.architecture &&
  (chosen.variant === undefined || getVariant(platform) === getVariant(chosen)) &&
  (chosen.osVersion === undefined || isVersion(platform.osVersion, chosen.osVersion));

/** The same platform as it is shown: one name for `linux/arm64` and `linux/arm64/v8`. */
export function shownPlatform(platform: Platform): Platform {
  const { variant, ...rest } = platform;
  const isDefault = getVariant(platform) === defaultVariants[platform.architecture];
  // Without its variant `linux/arm/v7` would stand for every variant of arm, which images do have.
  return variant === undefined || !isDefault || platform.architecture === 'arm' ? platform : rest;
}

/** The names by which a platform is found: as it is shown, and of a Windows image also without its version. */
export function platformNames(platform: Platform): readonly string[] {
  const { osVersion, ...unversioned } = shownPlatform(platform);
  const name = formatPlatform(unversioned);
  return osVersion === undefined ? [name] : [formatPlatform({ ...unversioned, osVersion }), name];
}
