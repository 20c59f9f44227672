import { boundedText } from '../models/bounds.ts';
import { registrySelectionSchema } from '../models/registry.ts';
import { repositoryNameSchema } from '../models/repository.ts';

/** The text that the user typed to confirm a protected account. */
export const confirmation = boundedText(100).optional();

/** A repository, and the profile that reads it. */
export const repositorySelection = registrySelectionSchema.extend({ repositoryName: repositoryNameSchema });
