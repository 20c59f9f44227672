import { ECRClient } from '@aws-sdk/client-ecr';
import { build, production } from '../../../accounts/test-accounts.ts';
import type { CopyJob } from '../../processes/messages.ts';
import { measure } from '../measure.ts';
import { replicateAsOriginal } from './original-replicator.ts';

// Copies with the original algorithm, with the SDK's defaults.

const clientOf = ({ name, region }: { readonly name: string; readonly region: string }): ECRClient =>
  new ECRClient({ profile: name, region });

async function copy({ from, to, repository, images }: CopyJob): Promise<void> {
  const source = { client: clientOf(build), name: from };
  const destination = { client: clientOf(to === 'same-registry' ? build : production), name: repository };
  for (const { digest, tags } of images) {
    await replicateAsOriginal({ repository: source, digest, tags }, destination);
  }
}

process.on('message', (job: CopyJob) => {
  void measure(() => copy(job)).then((figures) => process.send?.({ ...figures, planSeconds: 0 }));
});
