import { z } from 'zod';
import { boundedText, maxTyped } from './bounds.ts';

/** The operators of Cloudscape's property filter: `:` contains, `^` starts with. */
const operators = ['=', '!=', ':', '!:', '^', '!^', '<', '<=', '>', '>='] as const;
export type FilterOperator = (typeof operators)[number];

/** The properties of an image that a filter can name. */
export const filterProperties = [
  'tag',
  'digest',
  'kind',
  'platform',
  'artifactType',
  'status',
  'size',
  'pushed',
  'lastPull',
] as const;
export type FilterProperty = (typeof filterProperties)[number];

const tokenSchema = z.object({
  /** Absent for a free text, which tags and digests contain. */
  propertyKey: z.enum(filterProperties).optional(),
  operator: z.enum(operators),
  /** Several values are alternatives. */
  value: z.union([boundedText(maxTyped), z.array(boundedText(maxTyped)).max(20)]),
});
export type FilterToken = Readonly<z.infer<typeof tokenSchema>>;

/** Tokens of one filter. */
export const maxFilterTokens = 50;

export const imageFilterSchema = z.object({
  operation: z.enum(['and', 'or']),
  tokens: z.array(tokenSchema).max(maxFilterTokens),
  /** A text that is being typed: part of a tag or digest, in addition to the tokens. */
  text: boundedText(maxTyped).optional(),
});
export type ImageFilter = Readonly<z.infer<typeof imageFilterSchema>>;

export const noImageFilter: ImageFilter = { operation: 'and', tokens: [] };

export const isImageFilterEmpty = ({ tokens, text = '' }: ImageFilter): boolean =>
  tokens.length === 0 && text.trim() === '';

const maxSavedName = 60;

/** A filter that the user saved under a name. */
export const savedImageFilterSchema = z.object({
  name: boundedText(maxSavedName).min(1),
  filter: imageFilterSchema,
});
export type SavedImageFilter = Readonly<z.infer<typeof savedImageFilterSchema>>;
export const maxSavedFilters = 100;

/** The value of a last pull that ECR never recorded. */
export const neverPulled = 'never';
