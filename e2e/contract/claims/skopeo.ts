import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOnPath } from '../../app/find-on-path.ts';
import { layoutDigests } from '../../images/oci-layout.ts';
import { skopeoDigest, skopeoPull, skopeoPush, type RegistryImage } from '../../images/skopeo.ts';
import { claimArea, type Claim, type ClaimContext } from '../core/claim.ts';
import { sha256 } from '../core/content.ts';
import { matches, untried, verdict, type Outcome } from '../core/outcome.ts';
import { readManifest } from '../core/read-image.ts';
import type { TargetRegistry } from '../core/target-registry.ts';
import { writeSmallIndex } from '../clients/small-layout.ts';

interface Workplace {
  readonly first: TargetRegistry;
  readonly repositoryName: string;
  /** An empty folder, which is removed afterwards. */
  readonly folder: string;
  /** The image of a tag in the repository, as skopeo names it. */
  readonly image: (reference: string, name?: string) => RegistryImage;
}

const withSkopeo =
  (check: (workplace: Workplace) => Promise<Outcome>): Claim['check'] =>
  async ({ first }: ClaimContext) => {
    if (!findOnPath('skopeo', process.env)) return untried('There is no skopeo on this machine.');
    const repositoryName = await first.repositories.get('skopeo');
    const { host, protocol } = new URL(first.endpoint.origin);
    const { password } = first.endpoint;
    const scheme = protocol === 'https:' ? 'https' : 'http';
    const image = (reference: string, repository = repositoryName): RegistryImage => ({
      host,
      password,
      scheme,
      repository,
      reference,
    });
    const folder = await mkdtemp(join(tmpdir(), 'contract-'));
    try {
      return await check({ first, repositoryName, folder, image });
    } finally {
      await rm(folder, { recursive: true });
    }
  };

/** What a command of skopeo fails with. */
async function failureOf(command: Promise<unknown>): Promise<string> {
  try {
    await command;
  } catch (error) {
    return String(error);
  }
  return 'accepted';
}

export const skopeo = claimArea('skopeo', 'skopeo', [
  [
    'push-and-pull',
    'documented',
    'skopeo pushes an index of two images, the ECR API has its exact bytes, and skopeo pulls it completely.',
    withSkopeo(async ({ first, repositoryName, folder, image }) => {
      const digest = await writeSmallIndex(join(folder, 'made'));
      await skopeoPush(join(folder, 'made'), image('pushed'));
      const stored = await readManifest(first, repositoryName, { imageTag: 'pushed' });
      await skopeoPull(image(digest), join(folder, 'pulled'));
      const [made, pulled] = await Promise.all(
        ['made', 'pulled'].map(async (name) => layoutDigests(join(folder, name))),
      );
      return verdict([sha256(stored ?? ''), pulled], [digest, made]);
    }),
  ],
  [
    'push-again',
    'documented',
    'skopeo pushes the same index again under the same and under another tag.',
    withSkopeo(async ({ folder, image }) => {
      const digest = await writeSmallIndex(folder);
      for (const tag of ['again', 'again', 'other']) await skopeoPush(folder, image(tag));
      return verdict(
        [await skopeoDigest(image('again')), await skopeoDigest(image('other'))],
        [digest, digest],
      );
    }),
  ],
  [
    'wrong-password',
    'documented',
    'skopeo reports a wrong password as a failed authentication.',
    withSkopeo(async ({ image }) => {
      const read = skopeoDigest({ ...image('any'), password: 'wrong' });
      return matches(await failureOf(read), /unauthorized|authentication/i);
    }),
  ],
  [
    'missing-image',
    'documented',
    'skopeo reports a missing image as an unknown manifest.',
    withSkopeo(async ({ image }) =>
      matches(await failureOf(skopeoDigest(image('never'))), /manifest unknown/),
    ),
  ],
  [
    'missing-repository',
    'observed',
    'skopeo reports a missing repository as an end of file (aws/containers-roadmap#1970).',
    withSkopeo(async ({ first, folder, image }) => {
      await writeSmallIndex(folder);
      const push = skopeoPush(folder, image('any', first.repositories.missing('skopeo')));
      return matches(await failureOf(push), /EOF/);
    }),
  ],
]);
