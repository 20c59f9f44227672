import type { Platform } from '../../../shared/models/image.ts';
import { invoke } from '../../ipc/bridge.ts';
import type { RegistrySelection } from '../../../shared/models/registry.ts';

type Repository = RegistrySelection & { readonly repositoryName: string };

interface Waiting {
  readonly resolve: (platforms: readonly Platform[]) => void;
  readonly reject: (error: unknown) => void;
}

interface Batch {
  readonly repository: Repository;
  readonly waiting: Map<string, Waiting>;
}

/** The maximum number of digests of one request. */
const limit = 100;

/** How long a batch collects digests before it is sent, in milliseconds; the rows of a page request theirs in one frame. */
const collectFor = 30;

const open = new Map<string, Batch>();

async function send(key: string, { repository, waiting }: Batch): Promise<void> {
  if (open.get(key)?.waiting === waiting) open.delete(key);
  try {
    const platforms = await invoke('images.platforms', { ...repository, digests: [...waiting.keys()] });
    for (const [digest, { resolve }] of waiting) resolve(platforms[digest] ?? []);
  } catch (error) {
    for (const { reject } of waiting.values()) reject(error);
  }
}

function batchFor(repository: Repository): Batch {
  const key = JSON.stringify(repository);
  const collecting = open.get(key);
  if (collecting && collecting.waiting.size < limit) return collecting;
  const batch: Batch = { repository, waiting: new Map() };
  open.set(key, batch);
  setTimeout(() => void send(key, batch), collectFor);
  return batch;
}

/** Loads the platforms of one index; requests at about the same time are combined into one. */
export const loadPlatforms = (repository: Repository, digest: string): Promise<readonly Platform[]> =>
  new Promise((resolve, reject) => {
    batchFor(repository).waiting.set(digest, { resolve, reject });
  });
