import { z } from 'zod';
import { accountIdSchema, registrySelectionSchema } from './registry.ts';
import { repositoryNameSchema } from './repository.ts';

/** Pinned routes that are stored. */
export const maxPinnedRoutes = 20;
/** Routes that are stored because they were used last. */
export const maxRecentRoutes = 10;

const routeSideSchema = registrySelectionSchema.extend({
  repositoryName: repositoryNameSchema,
  /** The account of the credentials when the route was used; it is shown, and compared before the route is used again. */
  accountId: accountIdSchema.optional(),
});
export type RouteSide = z.infer<typeof routeSideSchema>;

/** A source and a destination repository, with the profiles that were used for them. */
export const routeSchema = z.object({
  source: routeSideSchema,
  destination: routeSideSchema,
  /** True for demo registries, whose profiles are not those of the AWS files. */
  isDemo: z.boolean(),
  isPinned: z.boolean(),
});
export type Route = Readonly<z.infer<typeof routeSchema>>;

/** The routes of the settings: pinned ones first, then the ones used last, the latest first. */
export const routesSchema = z.array(routeSchema).max(maxPinnedRoutes + maxRecentRoutes);
