import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter';
import type { FilterToken, ImageFilter } from '../../../../shared/models/image-filter.ts';
import { imageFilterSchema, maxFilterTokens } from '../../../../shared/models/image-filter.ts';
import { maxTyped } from '../../../../shared/models/bounds.ts';

/** Reads the tokens of the filter field; a text that is too long is cut, and a token of another kind is left out. */
export function readQuery({ operation, tokens }: PropertyFilterProps.Query): ImageFilter {
  const read = tokens.flatMap(({ propertyKey, operator, value }): FilterToken[] => {
    const values: unknown = Array.isArray(value)
      ? value.map((each) => String(each))
      : String(value ?? '').slice(0, maxTyped);
    const token = imageFilterSchema.shape.tokens.element.safeParse({
      ...(propertyKey !== undefined && { propertyKey }),
      operator,
      value: values,
    });
    return token.success ? [token.data] : [];
  });
  return { operation: operation === 'or' ? 'or' : 'and', tokens: read.slice(0, maxFilterTokens) };
}

/** The tokens as the filter field needs them. */
export const toQuery = ({ operation, tokens }: ImageFilter): PropertyFilterProps.Query => ({
  operation,
  tokens: tokens.map((token) => ({ ...token })),
});

/** The filter with the typed text as a token, for saving. */
export function withTypedToken({ operation, tokens, text = '' }: ImageFilter): ImageFilter {
  const value = text.trim();
  return { operation, tokens: value === '' ? tokens : [...tokens, { operator: ':', value }] };
}
