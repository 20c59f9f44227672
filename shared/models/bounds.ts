import { z } from 'zod';
import { formatNumber } from '../format/counts.ts';

// Every schema of a request or a file uses these bounds, so that its input has a maximum size and no pattern is matched
// against a longer text. shared/bounds.test.ts fails for a schema without bounds.

/** The maximum of a JavaScript date, in milliseconds since 1970 (ECMA-262, time values). */
const maxTime = 8_640_000_000_000_000;

/**
 * A text of at most `max` UTF-16 code units. Further checks do not run on a longer text.
 */
export const boundedText = (max: number, error = `At most ${formatNumber(max)} characters.`): z.ZodString =>
  z.string().max(max, { abort: true, error });

/** Milliseconds since 1970, or a duration in milliseconds. */
export const milliseconds = z.number().min(0).max(maxTime);

/** A number of items or bytes that JavaScript represents exactly. */
export const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** The maximum number of entries of each record schema of `boundedRecord`. */
export const recordBounds = z.registry<{ readonly max: number }>();

/** A record of at most `max` entries. */
export function boundedRecord<Key extends z.ZodString, Value extends z.ZodType>(
  key: Key,
  value: Value,
  max: number,
): z.ZodRecord<Key, Value> {
  return z
    .record(key, value)
    .refine((record) => Object.keys(record).length <= max, `At most ${formatNumber(max)} entries.`)
    .register(recordBounds, { max });
}

/** ECR API reference, CreateRepository. */
export const maxRepositoryName = 256;
/** OCI distribution specification, tags. */
export const maxTag = 128;
/** `sha256:` and 64 hex digits. */
export const digestLength = 71;
/** AWS documents no maximum for the name of a profile. */
export const maxProfileName = 512;
export const maxRegion = 40;
/** The default quota of ECR. */
export const maxTagsPerImage = 1_000;
/** PATH_MAX of Linux, the longest of all systems. */
export const maxPath = 4_096;
/** IAM API reference, arnType. */
export const maxArn = 2_048;
/** A text that the user types into a field. */
export const maxTyped = 500;
/** Bytes per second. With a lower limit every layer stalls. */
export const minBandwidth = 64 * 1024;
/** An index has at most this many platforms and attached artifacts that are recorded. */
export const maxRecordedManifests = 10_000;
