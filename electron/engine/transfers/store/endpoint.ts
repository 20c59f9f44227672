import { z } from 'zod';
import { accountIdSchema } from '../../../../shared/models/registry.ts';

/** Source or destination of a stored transfer, with the AWS identity that is used there. */
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

/** Removes the properties that are not stored. */
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
