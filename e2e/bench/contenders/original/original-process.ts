import { ECRClient } from '@aws-sdk/client-ecr';
import { z } from 'zod';
import { build, production } from '../../../accounts/test-accounts.ts';
import { replicateAsOriginal } from './original-replicator.ts';

// Copies with the original algorithm, with the SDK's defaults: original-process.ts JOB, a `CopyJob` as JSON.

const jobSchema = z.object({
  from: z.string(),
  repository: z.string(),
  images: z.array(z.object({ digest: z.string(), tags: z.array(z.string()) })),
});

const clientOf = ({ name, region }: { readonly name: string; readonly region: string }): ECRClient =>
  new ECRClient({ profile: name, region });

const { from, repository, images } = jobSchema.parse(JSON.parse(process.argv[2] ?? ''));
const source = { client: clientOf(build), name: from };
const destination = { client: clientOf(production), name: repository };
for (const { digest, tags } of images)
  await replicateAsOriginal({ repository: source, digest, tags }, destination);
