import { z } from 'zod';
import { defOf } from './def-of.ts';
import { recordBounds } from '../models/bounds.ts';

const { $ZodString, $ZodArray, $ZodRecord, $ZodObject, $ZodUnion, $ZodPipe } = z.core;

/** Kinds of limited size. */
const closed: ReadonlySet<string> = new Set([
  'boolean',
  'enum',
  'literal',
  'never',
  'null',
  'undefined',
  'void',
]);
/** Formats whose own rule gives the length. */
const fixedFormats: ReadonlySet<string> = new Set(['uuid']);

const upperBounds: ReadonlySet<string> = new Set(['max_length', 'length_equals']);

const hasLongest = (checks: readonly z.core.$ZodCheck[] = []): boolean =>
  checks.some((check) => upperBounds.has(defOf(check).check));

function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  const def = defOf(schema);
  return 'innerType' in def && def.innerType instanceof z.core.$ZodType ? def.innerType : undefined;
}

/**
 * Walks a schema and names every part of it that has no upper bound, as `images[].sourceTags: array without .max`;
 * empty when whatever it accepts is of limited size. A kind of schema that it does not know counts as unbounded.
 */
export function findUnbounded(schema: z.core.$ZodType, path = ''): readonly string[] {
  const problem = (what: string): readonly string[] => [`${path || '(whole)'}: ${what}`];
  const def = defOf(schema);

  if (schema instanceof $ZodString) {
    const isFixed = 'format' in def && typeof def.format === 'string' && fixedFormats.has(def.format);
    return isFixed || hasLongest(defOf(schema).checks) ? [] : problem('string without a longest length');
  }
  if (schema instanceof z.ZodNumber) {
    const isRange = Number.isFinite(schema.minValue) && Number.isFinite(schema.maxValue);
    return isRange ? [] : problem('number without a range');
  }
  if (schema instanceof $ZodArray) {
    const items = findUnbounded(defOf(schema).element, `${path}[]`);
    return hasLongest(defOf(schema).checks)
      ? items
      : [...problem('array without a longest length'), ...items];
  }
  if (schema instanceof $ZodRecord) {
    const { keyType, valueType } = defOf(schema);
    const members = [
      ...findUnbounded(keyType, `${path}{key}`),
      ...findUnbounded(valueType, `${path}{value}`),
    ];
    return recordBounds.has(schema)
      ? members
      : [...problem('record without a number of entries'), ...members];
  }
  if (schema instanceof $ZodObject)
    return Object.entries(defOf(schema).shape).flatMap(([key, member]) =>
      findUnbounded(member, path === '' ? key : `${path}.${key}`),
    );
  if (schema instanceof $ZodUnion)
    return defOf(schema).options.flatMap((option) => findUnbounded(option, path));
  if (schema instanceof $ZodPipe) return findUnbounded(defOf(schema).in, path);
  if (closed.has(def.type)) return [];
  const inner = innerOf(schema);
  return inner ? findUnbounded(inner, path) : problem(`schema of kind ${def.type}`);
}
