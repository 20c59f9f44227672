import { z } from 'zod';
import { defOf } from '../../../shared/testing/def-of.ts';
import type { Random } from '../../../electron/testing/random.ts';

/** Texts of which one satisfies each rule of the requests. */
const texts = [
  'build',
  'team/app',
  '1.4.0',
  'eu-west-1',
  '111111111111',
  `sha256:${'0123456789abcdef'.repeat(4)}`,
  '8c4b2f0e-7a51-4c1e-9a57-2f6a3b1c0d9e',
  '123456',
  'http://proxy.example:8080',
  'arn:aws:states:us-west-2:222222222222:execution:replicate:run-1',
] as const;

const suitable = new WeakMap<z.core.$ZodType, string>();

function suitableText(schema: z.core.$ZodString): string {
  let text = suitable.get(schema);
  if (text === undefined) {
    text = texts.find((candidate) => z.safeParse(schema, candidate).success);
    if (text === undefined) throw new Error('No text of this campaign suits one of the requests. Add one.');
    suitable.set(schema, text);
  }
  return text;
}

/** An input that the schema accepts, in most cases. */
export function validInput(schema: z.core.$ZodType, random: Random): unknown {
  const def = defOf(schema);
  if (schema instanceof z.core.$ZodString) return suitableText(schema);
  if (schema instanceof z.ZodNumber) {
    const minimum = schema.minValue ?? 0;
    const maximum = schema.maxValue ?? 1000;
    return random.chance(0.2) ? maximum : minimum + random.below(Math.min(1000, maximum - minimum));
  }
  if (schema instanceof z.core.$ZodBoolean) return random.chance(0.5);
  if (schema instanceof z.core.$ZodLiteral) return defOf(schema).values[0];
  if (schema instanceof z.core.$ZodEnum) {
    const values = Object.values(defOf(schema).entries);
    return values[random.below(values.length)];
  }
  if (schema instanceof z.core.$ZodArray) {
    const { element } = defOf(schema);
    return Array.from({ length: 1 + random.below(3) }, () => validInput(element, random));
  }
  if (schema instanceof z.core.$ZodRecord) {
    const { keyType, valueType } = defOf(schema);
    return Object.fromEntries([[validInput(keyType, random), validInput(valueType, random)]]);
  }
  if (schema instanceof z.core.$ZodObject)
    return Object.fromEntries(
      Object.entries(defOf(schema).shape).map(([key, member]) => [key, validInput(member, random)]),
    );
  if (schema instanceof z.core.$ZodUnion) {
    const { options } = defOf(schema);
    const option = options[random.below(options.length)];
    return option && validInput(option, random);
  }
  if (schema instanceof z.core.$ZodDefault)
    return random.chance(0.5) ? undefined : validInput(defOf(schema).innerType, random);
  if (schema instanceof z.core.$ZodOptional)
    return random.chance(0.5) ? undefined : validInput(defOf(schema).innerType, random);
  if (schema instanceof z.core.$ZodNullable)
    return random.chance(0.5) ? null : validInput(defOf(schema).innerType, random);
  if (schema instanceof z.core.$ZodUndefined) return undefined;
  throw new Error(`This campaign makes no input for a schema of kind ${def.type}. Add it.`);
}
