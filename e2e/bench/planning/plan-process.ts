import { createAwsAccess } from '../../../electron/engine/aws/clients/aws-access.ts';
import { listImages } from '../../../electron/engine/ecr/images.ts';
import { createPlans } from '../../../electron/engine/plan/plan-store.ts';
import { defaultReplicationOptions } from '../../../shared/models/plan.ts';
import { defaultSettingChoices } from '../../../shared/models/repository-settings.ts';
import { build, production } from '../../accounts/test-accounts.ts';
import { measure } from '../contenders/measure.ts';

// Plans a copy of every tagged image of a repository, in a process of its own that measures itself.

export interface PlanningFigures {
  readonly seconds: number;
  /** Seconds of CPU. */
  readonly cpu: number;
  /** Bytes of resident memory: the peak of the process. */
  readonly peak: number;
  readonly images: number;
}

const access = createAwsAccess({ environment: process.env });
const plans = createPlans(access);

/** `sha256-<hex>.sig` names a signature and not an image. */
const isImageTag = (tag: string): boolean => tag.startsWith('v');

async function plan(): Promise<number> {
  const registry = await access.connect({ profile: build.name, region: build.region });
  const images = (await listImages(registry, 'many')).flatMap(({ digest, tags }) => {
    const chosen = tags.filter(isImageTag);
    return chosen.length === 0 ? [] : { digest, sourceTags: chosen, destinationTags: chosen };
  });
  const prepared = await plans.create({
    source: { profile: build.name, region: build.region, repositoryName: 'many' },
    destination: {
      profile: production.name,
      region: production.region,
      repositoryName: 'many',
      createRepository: false,
      settings: defaultSettingChoices,
    },
    images,
    options: defaultReplicationOptions,
  });
  const blockers = prepared.plan.images.flatMap((image) => image.blockers);
  if (blockers.length > 0) throw new Error(`Not planned: ${JSON.stringify(blockers[0])}`);
  return prepared.plan.images.length;
}

let images = 0;
const { seconds, cpu, memory } = await measure(async () => {
  images = await plan();
});
process.send?.({ seconds, cpu: cpu.copy, peak: memory.peak, images } satisfies PlanningFigures);
