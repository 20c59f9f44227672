import { GetAccountSettingCommand } from '@aws-sdk/client-ecr';
import { availabilityOf, pushImage, uploadBlob } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { newBlob } from '../core/content.ts';
import { untried, verdict, type Outcome } from '../core/outcome.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

/** Asks the registry endpoint to mount a blob. Returns the status. */
async function mount(registry: TargetRegistry, to: string, from: string, digest: string) {
  const query = new URLSearchParams({ mount: digest, from });
  const { status } = await registry.endpoint.send('POST', `/v2/${to}/blobs/uploads/?${query.toString()}`);
  return status;
}

/** Tries a claim in a registry whose BLOB_MOUNTING has the value; the suite changes no setting of an account. */
async function where(
  value: 'ENABLED' | 'DISABLED',
  { first, second }: ClaimContext,
  check: (registry: TargetRegistry) => Promise<Outcome>,
): Promise<Outcome> {
  for (const registry of second ? [first, second] : [first]) {
    const setting = await registry.client.send(new GetAccountSettingCommand({ name: 'BLOB_MOUNTING' }));
    if (setting.value === value) return check(registry);
  }
  return untried(
    `No registry given has BLOB_MOUNTING ${value}, and the suite changes no setting of an account.`,
  );
}

export const mounts = claimArea('mounts', 'Mounts', [
  [
    'mounted',
    'documented',
    'With BLOB_MOUNTING enabled a layer of an image in the same registry is mounted: 201, and it exists.',
    async (context) =>
      where('ENABLED', context, async (registry) => {
        const from = await registry.repositories.get('mount-source');
        const to = await registry.repositories.get('mount-destination');
        const { layer } = await pushImage(registry, from);
        const status = await mount(registry, to, from, layer.digest);
        return verdict([status, await availabilityOf(registry, to, layer.digest)], [201, 'AVAILABLE']);
      }),
  ],
  [
    'disabled',
    'documented',
    'With BLOB_MOUNTING disabled the same request starts an upload: 202.',
    async (context) =>
      where('DISABLED', context, async (registry) => {
        const from = await registry.repositories.get('mount-source');
        const to = await registry.repositories.get('mount-destination');
        const { layer } = await pushImage(registry, from);
        return verdict(await mount(registry, to, from, layer.digest), 202);
      }),
  ],
  [
    'unreferenced',
    'observed',
    'A layer that no image of the source references is not mounted: 202.',
    async (context) =>
      where('ENABLED', context, async (registry) => {
        const from = await registry.repositories.get('mount-source');
        const to = await registry.repositories.get('mount-destination');
        const blob = newBlob();
        await uploadBlob(registry, from, blob);
        return verdict(await mount(registry, to, from, blob.digest), 202);
      }),
  ],
  [
    'missing-source',
    'assumed',
    'A mount from a repository that does not exist starts an upload: 202.',
    async ({ first }) => {
      const to = await first.repositories.get('mount-destination');
      const from = first.repositories.missing('mount');
      return verdict(await mount(first, to, from, newBlob().digest), 202);
    },
  ],
]);
