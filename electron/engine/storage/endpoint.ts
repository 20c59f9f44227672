import { z } from 'zod';
import { accountIdSchema } from '../../../shared/models/registry.ts';

/** One side of a transfer as it is stored, with the identity that acts there. */
export const endpointSchema = z.object({
  profile: z.string(),
  region: z.string(),
  registryId: accountIdSchema,
  accountId: accountIdSchema,
  arn: z.string(),
  repositoryName: z.string(),
  repositoryUri: z.string(),
});

export type Endpoint = z.infer<typeof endpointSchema>;

/** Leaves out what is only of the moment. */
export const toStoredEndpoint = ({
  profile,
  region,
  registryId,
  accountId,
  arn,
  repositoryName,
  repositoryUri,
}: Endpoint): Endpoint => ({
  profile,
  region,
  registryId,
  accountId,
  arn,
  repositoryName,
  repositoryUri,
});
