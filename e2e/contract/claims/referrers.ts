import { DescribeImagesCommand, ListImageReferrersCommand } from '@aws-sdk/client-ecr';
import { z } from 'zod';
import { pushImage, uploadBlobs } from '../core/api-push.ts';
import { claimArea, type ClaimContext } from '../core/claim.ts';
import { imageManifest, imageType, newBlob, sha256 } from '../core/content.ts';
import { verdict } from '../core/outcome.ts';
import { refusalName } from '../core/refusal.ts';
import { putManifest } from '../core/registry-push.ts';
import type { TargetRegistry } from '../core/target-registry.ts';

const prepare = async ({ first }: ClaimContext) => ({
  first,
  repositoryName: await first.repositories.get('referrers'),
});

const artifactType = 'application/vnd.example.signature';

/** The members by which a manifest refers to another one. */
const subjectOf = (manifest: string): object => ({
  artifactType,
  subject: { mediaType: imageType, digest: sha256(manifest), size: Buffer.byteLength(manifest) },
});

async function referrersOf({ client }: TargetRegistry, repositoryName: string, imageDigest: string) {
  return client.send(new ListImageReferrersCommand({ repositoryName, subjectId: { imageDigest } }));
}

export const referrers = claimArea('referrers', 'Referrers', [
  [
    'listed',
    'documented',
    'An image with a `subject` is listed by ListImageReferrers of the subject, with its artifact type and the size of its manifest.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const subject = await pushImage(first, repositoryName);
      const signature = await pushImage(first, repositoryName, { more: subjectOf(subject.manifest) });
      const { referrers: listed } = await referrersOf(first, repositoryName, subject.digest);
      const seen = listed?.map((referrer) => [
        referrer.digest,
        referrer.mediaType,
        referrer.artifactType,
        referrer.size,
      ]);
      return verdict(seen, [[signature.digest, imageType, artifactType, signature.manifest.length]]);
    },
  ],
  [
    'none',
    'assumed',
    'ListImageReferrers of an image without referrers, and of a missing digest, returns an empty list.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const { digest } = await pushImage(first, repositoryName);
      const seen: (number | undefined)[] = [];
      for (const subject of [digest, newBlob().digest])
        seen.push((await referrersOf(first, repositoryName, subject)).referrers?.length);
      return verdict(seen, [0, 0]);
    },
  ],
  [
    'subject-need-not-exist',
    'assumed',
    'An image is accepted before its subject, and listed as its referrer.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const absent = imageManifest(newBlob(), [newBlob()]);
      const { digest } = await pushImage(first, repositoryName, { more: subjectOf(absent) });
      const { referrers: listed } = await referrersOf(first, repositoryName, sha256(absent));
      return verdict(
        listed?.map((referrer) => referrer.digest),
        [digest],
      );
    },
  ],
  [
    'described',
    'documented',
    'DescribeImages reports subjectManifestDigest and artifactMediaType of a referrer.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const subject = await pushImage(first, repositoryName);
      const { digest } = await pushImage(first, repositoryName, { more: subjectOf(subject.manifest) });
      const { imageDetails } = await first.client.send(
        new DescribeImagesCommand({ repositoryName, imageIds: [{ imageDigest: digest }] }),
      );
      const seen = imageDetails?.map((detail) => [detail.subjectManifestDigest, detail.artifactMediaType]);
      return verdict(seen, [[subject.digest, artifactType]]);
    },
  ],
  [
    'page-size',
    'documented',
    'ListImageReferrers takes pages of 1 to 50.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const subjectId = { imageDigest: newBlob().digest };
      const seen: string[] = [];
      for (const maxResults of [50, 51]) {
        const list = new ListImageReferrersCommand({ repositoryName, subjectId, maxResults });
        seen.push(await refusalName(first.client.send(list)));
      }
      return verdict(seen, ['accepted', 'InvalidParameterException']);
    },
  ],
  [
    'registry-header',
    'observed',
    'The registry endpoint confirms a `subject` with the header OCI-Subject.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const subject = await pushImage(first, repositoryName);
      const { config, layer } = await uploadBlobs(first, repositoryName);
      const manifest = imageManifest(config, [layer], subjectOf(subject.manifest));
      const { status, headers } = await putManifest(first, repositoryName, sha256(manifest), manifest);
      return verdict([status, headers.get('oci-subject')], [201, subject.digest]);
    },
  ],
  [
    'registry-list',
    'documented',
    'The referrers API of the registry endpoint lists the same referrers as an index.',
    async (context) => {
      const { first, repositoryName } = await prepare(context);
      const subject = await pushImage(first, repositoryName);
      const { digest } = await pushImage(first, repositoryName, { more: subjectOf(subject.manifest) });
      const { status, body } = await first.endpoint.send(
        'GET',
        `/v2/${repositoryName}/referrers/${subject.digest}`,
      );
      const index = z
        .object({ manifests: z.array(z.object({ digest: z.string() })) })
        .safeParse(status === 200 ? JSON.parse(body.toString()) : {});
      return verdict([status, index.data?.manifests.map((entry) => entry.digest)], [200, [digest]]);
    },
  ],
]);
