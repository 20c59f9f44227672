import { InvalidArgumentError } from 'commander';
import type { z } from 'zod';
import { executionArnSchema } from '../../../shared/models/execution.ts';
import type { Platform } from '../../../shared/models/image.ts';
import { parsePlatform, tagSchema } from '../../../shared/models/image.ts';
import { accountIdSchema, registrySelectionSchema } from '../../../shared/models/registry.ts';
import { repositoryNameSchema } from '../../../shared/models/repository.ts';
import { minBandwidth } from '../../../shared/models/bounds.ts';
import type { SourceReference } from './source-reference.ts';
import { parseSource } from './source-reference.ts';

/** Maximum number of layers at once; more only make ECR throttle the calls. */
const maxConcurrency = 64;

function check<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(text);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(parsed.error.issues[0]?.message ?? '');
}

/** For an option that may be given several times. */
const repeated =
  <T>(parse: (text: string) => T) =>
  (text: string, before: readonly T[] | undefined): readonly T[] => [...(before ?? []), parse(text)];

export const parseRegion = (text: string): string => check(registrySelectionSchema.shape.region, text);

export const parseAccount = (text: string): string => check(accountIdSchema, text);

export function parseRepositoryName(text: string): string {
  if (/[:@]/.test(text))
    throw new InvalidArgumentError('Only the name of a repository stands here, as in team/service.');
  return check(repositoryNameSchema, text);
}

export function parseDestination(text: string): string {
  if (/[:@]/.test(text))
    throw new InvalidArgumentError('Only the name of a repository stands here; tags are given by --tag.');
  return check(repositoryNameSchema, text);
}

/** An empty path is that of the current folder to Node.js, as from an unset variable of a shell. */
export function parseFolder(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('Name a folder, as in ./folder; "." is the current one.');
}

export const parseExecutionName = (text: string): string => check(executionArnSchema, text);

export const parseTags = repeated((text) => check(tagSchema, text));

export const parsePlatforms = repeated((text): Platform => {
  const platform = parsePlatform(text);
  if (platform) return platform;
  throw new InvalidArgumentError(
    'A platform is OS/ARCH or OS/ARCH/VARIANT, as in linux/arm64, or windows(10.0.20348)/amd64 with a version.',
  );
});

export const parseSources = repeated((text): SourceReference => {
  const parsed = parseSource(text);
  if (parsed.ok) return parsed.value;
  throw new InvalidArgumentError(parsed.problem);
});

const bytesPerUnit: Readonly<Record<string, number>> = { kb: 1e3, mb: 1e6, gb: 1e9 };

/** Reads `20MB/s` or `0.5GB/s`, in decimal units as all sizes are printed. @returns bytes per second. */
export function parseBandwidth(text: string): number {
  const [, number, unit = ''] = /^(\d{1,6}(?:\.\d{1,3})?) ?([kmg]b)(?:\/s)?$/i.exec(text) ?? [];
  const rate = Number(number) * (bytesPerUnit[unit.toLowerCase()] ?? Number.NaN);
  if (rate >= minBandwidth) return Math.round(rate);
  throw new InvalidArgumentError(
    Number.isNaN(rate)
      ? 'It is a number of kB, MB or GB per second, as in 20MB/s.'
      : `It is at least ${Math.ceil(minBandwidth / 1000)}kB/s.`,
  );
}

export function parseConcurrency(text: string): number {
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= 1 && value <= maxConcurrency) return value;
  throw new InvalidArgumentError(`It is a whole number from 1 to ${maxConcurrency}.`);
}
