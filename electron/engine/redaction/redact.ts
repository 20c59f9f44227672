import { findAddresses } from './find-addresses.ts';
import { findKnownShapes } from './find-known-shapes.ts';
import { findNamedValues } from './find-named-values.ts';
import { findTokens } from './find-tokens.ts';
import { knownSecrets } from './known-secrets.ts';
import { applyReplacements } from './replacement.ts';

/**
 * Replaces the secrets in a text before it leaves the process: registered secrets by their value, and others by their
 * name or their form (keys, tokens, passwords, signatures, authorization headers). Takes linear time.
 */
export const redact = (text: string): string =>
  applyReplacements(text, [
    ...knownSecrets.find(text),
    ...findNamedValues(text),
    ...findAddresses(text),
    ...findTokens(text),
    ...findKnownShapes(text),
  ]);
