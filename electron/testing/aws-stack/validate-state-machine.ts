import { createRequire } from 'node:module';
import { z } from 'zod';

type Validator = (definition: object) => { readonly isValid: boolean; errorsText(separator: string): string };

// The package has no types.
const validator = z
  .custom<Validator>((value) => typeof value === 'function')
  .parse(createRequire(import.meta.url)('asl-validator'));

/** @returns what is wrong with a state machine in the Amazon States Language; empty when it is valid. */
export const validateStateMachine = (definition: object): string =>
  // The validator adds members.
  validator(structuredClone(definition)).errorsText('\n');
