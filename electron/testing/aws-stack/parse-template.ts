import { createRequire } from 'node:module';
import { z } from 'zod';

/** The part of js-yaml that parses CloudFormation; the package has no types. */
interface Yaml {
  readonly Type: new (
    tag: string,
    options: { readonly kind: string; construct(value: unknown): unknown },
  ) => unknown;
  readonly DEFAULT_SCHEMA: { extend(types: readonly unknown[]): unknown };
  readonly load: (text: string, options: { readonly schema: unknown }) => unknown;
}
const { Type, DEFAULT_SCHEMA, load } = z
  .custom<Yaml>((value) => typeof value === 'object')
  .parse(createRequire(import.meta.url)('js-yaml'));

/** Short forms become the long ones, as CloudFormation reads them. */
const types = [
  new Type('!Ref', { kind: 'scalar', construct: (value) => ({ Ref: value }) }),
  new Type('!Sub', { kind: 'scalar', construct: (value) => ({ 'Fn::Sub': value }) }),
  new Type('!GetAtt', {
    kind: 'scalar',
    construct: (value) => ({
      'Fn::GetAtt': String(value)
        .split(/\.(.*)/s)
        .slice(0, 2),
    }),
  }),
];
const schema = DEFAULT_SCHEMA.extend(types);

const resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()) });
const templateSchema = z.object({
  Parameters: z.record(
    z.string(),
    z.object({ Type: z.string(), Description: z.string(), Default: z.unknown().optional() }),
  ),
  Conditions: z.record(z.string(), z.unknown()),
  Resources: z.record(z.string(), resource.loose()),
  Outputs: z.record(z.string(), z.object({ Description: z.string(), Value: z.unknown() })),
});

export type Template = z.infer<typeof templateSchema>;

/** Parses a CloudFormation template. */
export const parseTemplate = (text: string): Template => templateSchema.parse(load(text, { schema }));
