import { describe, expect } from 'vitest';
import { setArchived } from '../../local-ecr/registry/archive-image.ts';
import { test } from '../../testing/graph-test.ts';
import { seedImage, seedIndex } from '../../testing/seed-image.ts';

describe('referrers', () => {
  test('copies signatures, SBOMs and their own referrers, each after its subject', async ({
    from,
    to,
    load,
    replicate,
    attach,
  }) => {
    const image = await seedImage(from, [['image', 100]]);
    const sbom = attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    const signature = attach(
      sbom,
      'application/vnd.cncf.notary.signature',
      await seedImage(from, [['signature', 20]]),
    );
    await replicate(await load(image.digest), 'v1');

    expect([...to.images.keys()]).toEqual([image.digest, sbom, signature]);
    expect(to.referrers.get(image.digest)).toEqual(new Set([sbom]));
    expect(to.referrers.get(sbom)).toEqual(new Set([signature]));
    expect([...to.tags]).toEqual([['v1', image.digest]]);
  });

  test('copies referrers of the manifests of an index', async ({ from, to, load, replicate, attach }) => {
    const [amd, arm] = [await seedImage(from, [['amd', 10]]), await seedImage(from, [['arm', 11]])];
    const index = seedIndex(from, [amd, arm]);
    const signature = attach(
      arm.digest,
      'application/vnd.cncf.notary.signature',
      await seedImage(from, [['s', 5]]),
    );
    await replicate(await load(index), 'v1');
    expect(to.referrers.get(arm.digest)).toEqual(new Set([signature]));
  });

  test('lists several pages of referrers', async ({ registries, from, load, attach }) => {
    const image = await seedImage(from, [['image', 100]]);
    const blobs = await seedImage(from, [['blob', 5]]);
    for (let index = 0; index < 60; index += 1) attach(image.digest, `application/vnd.test.${index}`, blobs);
    const { referrers } = await load(image.digest);
    expect(referrers).toHaveLength(60);
    expect(registries.ecr.calls.of('ListImageReferrers').length).toBeGreaterThanOrEqual(2);
  });

  test('copies referrers with sha256-<hex> tags before it sets the tag of the image', async ({
    from,
    to,
    load,
    replicate,
  }) => {
    const image = await seedImage(from, [['image', 100]]);
    const base = image.digest.replace(':', '-');
    const signature = await seedImage(from, [['cosign', 30]], [`${base}.sig`]);
    const fallback = seedIndex(from, [await seedImage(from, [['oras', 31]])], [base]);
    await replicate(await load(image.digest), 'v1');
    expect([...to.tags]).toEqual([
      [base, fallback],
      [`${base}.sig`, signature.digest],
      ['v1', image.digest],
    ]);
  });

  test('fails when a referrer is archived', async ({ from, load, attach }) => {
    const image = await seedImage(from, [['image', 100]]);
    const sbom = attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    setArchived(from, sbom, true);
    await expect(load(image.digest)).rejects.toMatchObject({
      data: { code: 'image-unavailable', message: expect.stringContaining('application/spdx+json') },
    });
    expect((await load(image.digest, { referrers: false })).referrers).toEqual([]);
    setArchived(from, sbom, false);

    const tag = `${image.digest.replace(':', '-')}.sig`;
    const signature = await seedImage(from, [['cosign', 30]], [tag]);
    setArchived(from, signature.digest, true);
    await expect(load(image.digest)).rejects.toMatchObject({
      data: { code: 'image-unavailable', message: expect.stringContaining(`Tag ${tag} is archived`) },
    });
  });

  test('offers to leave out missing manifests of a referrer index', async ({ from, to, load, replicate }) => {
    const image = await seedImage(from, [['image', 100]]);
    const tag = image.digest.replace(':', '-');
    const [kept, gone] = [await seedImage(from, [['kept', 31]]), await seedImage(from, [['gone', 32]])];
    seedIndex(from, [kept, gone], [tag]);
    from.images.delete(gone.digest);

    await expect(load(image.digest)).rejects.toMatchObject({
      data: {
        code: 'image-incomplete',
        action: 'leave-out-missing',
        message: expect.stringContaining(`attached to ${image.digest.slice(0, 19)}`),
      },
    });
    const chosen = await load(image.digest, { missingManifests: 'leave-out' });
    expect(chosen.leftOut).toMatchObject([{ digest: gone.digest, reason: 'missing' }]);
    await replicate(chosen, 'v1');
    expect(to.images.get(to.tags.get(tag) ?? '')?.children).toEqual([kept.digest]);
    expect(to.tags.get('v1')).toBe(image.digest);
  });

  test('leaves referrers out when they are not chosen', async ({
    registries,
    from,
    to,
    load,
    replicate,
    attach,
  }) => {
    const image = await seedImage(from, [['image', 100]]);
    attach(image.digest, 'application/spdx+json', await seedImage(from, [['sbom', 50]]));
    await replicate(await load(image.digest, { referrers: false }), 'v1');
    expect([...to.images.keys()]).toEqual([image.digest]);
    expect(registries.ecr.calls.of('ListImageReferrers')).toEqual([]);
  });

  test('reports referrers that cannot be listed, and loads the image without them', async ({
    registries,
    from,
    load,
  }) => {
    const image = await seedImage(from, [['image', 100]]);
    registries.ecr.faults.deny({ action: 'ecr:BatchGetImage', repositoryName: 'no/other' });
    registries.ecr.faults.add({ kind: 'access-denied', operation: 'ListImageReferrers' });
    const loaded = await load(image.digest);
    expect(loaded.referrersError).toMatchObject({ code: 'access-denied', side: 'source' });
    expect(loaded.referrers).toEqual([]);
  });
});
