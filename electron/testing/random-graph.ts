import type { Arbitrary } from 'fast-check';
import { array, constantFrom, integer, nat, oneof, option, record } from 'fast-check';
import type { BlobContent } from '../local-ecr/blobs/blob-store.ts';
import { digestOf, generatedBlob } from '../local-ecr/blobs/generated-blob.ts';
import { addLayer } from '../local-ecr/registry/layers.ts';
import { putImage } from '../local-ecr/registry/put-image.ts';
import type { Repository } from '../local-ecr/registry/repository.ts';

const mebibyte = 1024 * 1024;
const oci = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
};
const docker = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
};

/** The index of an existing item, modulo the number of items. */
type Pick = number;

/** The attachment of a node to an earlier one that it signs or describes: by `subject`, or by a tag with this suffix. */
type Attachment = { readonly to: Pick; readonly by: 'subject' | '' | '.sig' | '.att' | '.sbom' };

/** One manifest. */
export interface Node {
  /** An index references earlier nodes; the first node is always an image. */
  readonly kind: 'image' | 'index';
  /** `bare`: OCI without a media type in the manifest. */
  readonly format: 'oci' | 'docker' | 'bare';
  /** The blobs of an image, its config first, or the children of an index; can contain the same item twice. */
  readonly parts: readonly Pick[];
  readonly attached: Attachment | undefined;
}

/** The content of a repository in a small form that fast-check can generate, print and shrink. */
export interface GraphShape {
  /** Sizes in bytes of different blobs. */
  readonly blobSizes: readonly number[];
  readonly nodes: readonly Node[];
}

const pick = nat({ max: 9 });
const attachment = record({
  to: pick,
  by: constantFrom<Attachment['by'][]>('subject', 'subject', '', '.sig', '.att', '.sbom'),
});

export const node: Arbitrary<Node> = record({
  kind: constantFrom<Node['kind'][]>('image', 'image', 'index'),
  format: constantFrom<Node['format'][]>('oci', 'docker', 'bare'),
  parts: array(pick, { minLength: 2, maxLength: 5 }),
  attached: option(attachment, { nil: undefined, freq: 2 }),
});

export const graphShape: Arbitrary<GraphShape> = record({
  blobSizes: array(
    oneof(
      { weight: 24, arbitrary: integer({ min: 1, max: 3_000 }) },
      // Exactly the size of one upload part, and one byte more.
      { weight: 1, arbitrary: constantFrom(10 * mebibyte, 10 * mebibyte + 1) },
    ),
    { minLength: 1, maxLength: 6 },
  ),
  nodes: array(node, { minLength: 1, maxLength: 7 }),
});

const pickFrom = <T>(items: readonly T[], index: Pick): T => {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
};

interface StoredNode {
  readonly digest: string;
  readonly mediaType: string;
  readonly size: number;
}

interface Blob extends StoredNode {
  readonly content: BlobContent;
}

/** Stores nodes in a repository one by one, without API calls. */
export class GraphSeeder {
  readonly #repository: Repository;
  readonly #blobs: readonly Blob[];
  readonly #nodes: StoredNode[] = [];

  private constructor(repository: Repository, blobs: readonly Blob[]) {
    this.#repository = repository;
    this.#blobs = blobs;
  }

  static async create(repository: Repository, { blobSizes, nodes }: GraphShape): Promise<GraphSeeder> {
    const blobs = await Promise.all(
      blobSizes.map(async (size, index) => {
        const content = generatedBlob(`random blob ${index}`, size);
        const digest = await digestOf(content);
        return { digest, size, content, mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' };
      }),
    );
    const seeder = new GraphSeeder(repository, blobs);
    for (const each of nodes) seeder.add(each);
    return seeder;
  }

  /** The digest of a node. */
  digest(index: Pick): string {
    return pickFrom(this.#nodes, index).digest;
  }

  add({ kind, format, parts, attached }: Node): void {
    const isIndex = kind === 'index' && this.#nodes.length > 0;
    const types = format === 'docker' ? docker : oci;
    const mediaType = isIndex ? types.index : types.manifest;
    const subject = attached && this.#nodes.length > 0 ? pickFrom(this.#nodes, attached.to) : undefined;
    const text = JSON.stringify({
      schemaVersion: 2,
      ...(format === 'bare' ? {} : { mediaType }),
      ...(isIndex ? this.#children(parts) : this.#content(parts)),
      ...(subject && attached?.by === 'subject' ? { subject } : {}),
      annotations: { 'org.example.node': String(this.#nodes.length) },
    });
    const { digest } = putImage(this.#repository, { manifest: text, mediaType });
    if (subject && attached && attached.by !== 'subject') {
      const tag = `${subject.digest.replace(':', '-')}${attached.by}`;
      putImage(this.#repository, { manifest: text, mediaType, tag });
    }
    this.#nodes.push({ digest, mediaType, size: Buffer.byteLength(text) });
  }

  #children(parts: readonly Pick[]) {
    const platforms = ['amd64', 'arm64', 's390x', 'riscv64', 'ppc64le'];
    return {
      manifests: parts.map((part, index) => ({
        ...pickFrom(this.#nodes, part),
        platform: { os: 'linux', architecture: pickFrom(platforms, index) },
      })),
    };
  }

  #content([config = 0, ...layers]: readonly Pick[]) {
    return {
      config: { ...this.#blob(config), mediaType: 'application/vnd.oci.image.config.v1+json' },
      layers: layers.map((layer) => this.#blob(layer)),
    };
  }

  #blob(index: Pick): StoredNode {
    const { digest, size, mediaType, content } = pickFrom(this.#blobs, index);
    addLayer(this.#repository, digest, content);
    return { digest, size, mediaType };
  }
}
