import type { Page } from '@playwright/test';
import type { LocalEcr } from '../electron/local-ecr/local-ecr.ts';
import { seedImage } from '../electron/testing/seed-image.ts';
import { replicationRequestSchema } from '../shared/models/plan.ts';
import { ask } from './pages/ask.ts';
import { build, production } from './test-accounts.ts';

export interface TransferredImage {
  /** Of the layer: a seed of its content, and bytes. */
  readonly layers: readonly (readonly [seed: string, size: number])[];
  readonly tag: string;
}

export interface StartedTransfer {
  readonly id: string;
  /** In the order of the images. */
  readonly layerDigests: readonly (readonly string[])[];
}

/** Makes a repository with images on the source's side and an empty one at the destination, and starts their transfer. */
export async function startTransfer(
  page: Page,
  ecr: LocalEcr,
  repositoryName: string,
  images: readonly TransferredImage[],
): Promise<StartedTransfer> {
  const source = ecr.registry('111111111111', build.region).createRepository(repositoryName);
  ecr.registry('222222222222', production.region).createRepository(repositoryName);
  const seeded = await Promise.all(images.map(({ layers, tag }) => seedImage(source, layers, [tag])));
  const { id: planId } = await ask(
    page,
    'plans.create',
    replicationRequestSchema.parse({
      source: { profile: build.name, region: build.region, repositoryName },
      destination: {
        profile: production.name,
        region: production.region,
        repositoryName,
        createRepository: false,
      },
      images: images.map(({ tag }, index) => ({
        digest: seeded[index]?.digest,
        sourceTags: [tag],
        destinationTags: [tag],
      })),
    }),
  );
  const { id } = await ask(page, 'transfers.start', { planId });
  return { id, layerDigests: seeded.map(({ layerDigests }) => layerDigests) };
}
