import type { Manifest } from '../ecr/manifest.ts';
import { getManifests } from '../ecr/get-manifests.ts';
import type { RepositoryHandle } from './repository-handle.ts';

const childDigests = (manifest: Manifest | undefined): readonly string[] =>
  manifest?.content.kind === 'index' ? manifest.content.children.map(({ digest }) => digest) : [];

/** Manifests of one repository by digest, each read once. */
export interface ManifestReader {
  /** Reads these manifests and all below them, level by level: 100 a call. Those that are not there are left out. */
  read(digests: readonly string[]): Promise<void>;
  readonly held: ReadonlyMap<string, Manifest>;
}

export function createManifestReader(repository: RepositoryHandle, signal?: AbortSignal): ManifestReader {
  const held = new Map<string, Manifest>();
  const reading = new Map<string, Promise<void>>();

  const fetch = async (digests: readonly string[]): Promise<void> => {
    const fetched = await getManifests(repository.registry, repository.name, digests, signal);
    for (const [digest, manifest] of fetched) held.set(digest, manifest);
  };

  return {
    held,
    async read(digests) {
      const visited = new Set<string>();
      let wanted: readonly string[] = [...new Set(digests)];
      while (wanted.length > 0) {
        const fresh = wanted.filter((digest) => !reading.has(digest));
        const fetching = fetch(fresh);
        for (const digest of fresh) reading.set(digest, fetching);
        await Promise.all(new Set(wanted.flatMap((digest) => reading.get(digest) ?? [])));
        for (const digest of wanted) visited.add(digest);
        const below = wanted.flatMap((digest) => childDigests(held.get(digest)));
        wanted = [...new Set(below)].filter((digest) => !visited.has(digest));
      }
    },
  };
}
