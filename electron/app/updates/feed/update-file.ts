import { parseUpdateInfo } from 'electron-updater/out/providers/Provider.js';
import type { UpdateInfo } from 'electron-updater/out/types.js';
import { valid } from 'semver';
import { z } from 'zod';
import { boundedText } from '../../../../shared/models/bounds.ts';
import { maxVersion } from '../../../../shared/models/update.ts';

/** Bytes of a channel's file, with its release notes. */
export const maxUpdateFile = 256 * 1024;

/** Bytes of a package; Electron apps have a tenth. */
const maxPackage = 1024 ** 3;

/** Characters of release notes that are shown. */
const maxNotes = 20_000;

const packageSchema = z.object({
  /** A name without a folder, so that a file cannot name another host or leave the folder of downloads. */
  url: boundedText(200).regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/),
  sha512: boundedText(88).regex(/^[A-Za-z0-9+/]{86}==$/),
  size: z.number().int().min(1).max(maxPackage),
  isAdminRightsRequired: z.boolean().optional(),
});

/** Milliseconds of a date, which YAML may have parsed already; an unreadable one is left out. */
const releaseDate = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString() : value),
  z.iso.datetime().optional().catch(undefined),
);

const updateFileSchema = z.object({
  version: boundedText(maxVersion).refine((version) => valid(version) === version, 'No semantic version.'),
  files: z.array(packageSchema).min(1).max(20),
  releaseDate,
  releaseNotes: z
    .string()
    .transform((notes) => notes.slice(0, maxNotes))
    .nullish()
    .catch(undefined),
  stagingPercentage: z.number().min(0).max(100).optional(),
  minimumSystemVersion: boundedText(maxVersion).optional(),
});

/** A channel's file in electron-updater's form, with nothing that the schema does not know. */
export type UpdateFile = UpdateInfo & z.infer<typeof updateFileSchema>;

/**
 * Parses a channel's file, which electron-builder writes as YAML.
 *
 * @throws Error when it is no such file.
 */
export function parseUpdateFile(content: Buffer, url: URL): UpdateFile {
  const parsed = updateFileSchema.parse(parseUpdateInfo(content.toString('utf8'), url.pathname, url));
  const [first] = parsed.files;
  return {
    ...parsed,
    releaseDate: parsed.releaseDate ?? '',
    path: first?.url ?? '',
    sha512: first?.sha512 ?? '',
  };
}
