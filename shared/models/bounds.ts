import { z } from 'zod';

// Every schema that reads what the window or a file says is built from these: nothing in it is without an end, and no
// check looks at a text that is too long for it. shared/bounds.test.ts fails for a schema that is not.

/** The last moment that a JavaScript date can be, in milliseconds since 1970 (ECMA-262, time values). */
const lastTime = 8_640_000_000_000_000;

const number = new Intl.NumberFormat('en-US');

/** A text of at most so many characters (UTF-16 units); a longer one is not looked at any further. */
export const boundedText = (
  most: number,
  error = `At most ${number.format(most)} characters.`,
): z.ZodString => z.string().max(most, { abort: true, error });

/** Milliseconds since 1970, or between two moments. */
export const milliseconds = z.number().min(0).max(lastTime);

/** A number of things or bytes that JavaScript can count exactly. */
export const count = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

/** How many members the records made by `boundedRecord` have at most. */
export const recordBounds = z.registry<{ readonly most: number }>();

/** A record of at most so many members. */
export function boundedRecord<Key extends z.ZodString, Value extends z.ZodType>(
  key: Key,
  value: Value,
  most: number,
): z.ZodRecord<Key, Value> {
  return z
    .record(key, value)
    .refine((record) => Object.keys(record).length <= most, `At most ${number.format(most)} entries.`)
    .register(recordBounds, { most });
}

// What AWS, OCI and common sense allow.

/** ECR API reference, CreateRepository. */
export const maxRepositoryName = 256;
/** OCI distribution specification, tags. */
export const maxTag = 128;
/** `sha256:` and 64 hex digits. */
export const digestLength = 71;
/** AWS gives no bound for a profile's name. */
export const maxProfileName = 512;
export const maxRegion = 40;
/** Tags of one image: ECR's default quota is 1,000. */
export const maxTagsPerImage = 1_000;
/** A path, on every system (Linux: PATH_MAX). */
export const maxPath = 4_096;
/** An ARN (IAM API reference, arnType). */
export const maxArn = 2_048;
/** What a person types to confirm, to filter or to name something. */
export const maxTyped = 500;
