import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { BenchImage, Workload } from '../workloads/workloads.ts';

// What the bench's processes say to each other, as plain data over Node's own channel.

/** To the process that is the ECR. */
export type RegistryRequest =
  /** Makes images in a repository of the source, and an empty one of that name at the destination. */
  | { readonly kind: 'seed'; readonly repository: string; readonly images: readonly BenchImage[] }
  /** Makes a destination: empty, or with all that the source has. */
  | (Destination & { readonly kind: 'prepare'; readonly from: string; readonly isThere: boolean })
  /** Whether the destination has now what the source has; it is removed. */
  | (Destination & { readonly kind: 'check'; readonly from: string })
  | { readonly kind: 'shape'; readonly network: NetworkShape }
  /** What arrived since the last time of asking. */
  | { readonly kind: 'take-calls' }
  | { readonly kind: 'close' };

interface Destination {
  readonly to: Workload['to'];
  readonly repository: string;
}

export type RegistryAnswer =
  | {
      readonly kind: 'ready';
      readonly endpoint: string;
      /** Host and port of each registry's own door, and a password for it. */
      readonly source: RegistryAccess;
      readonly destination: RegistryAccess;
    }
  | { readonly kind: 'seeded'; readonly images: readonly SeededImage[] }
  | { readonly kind: 'checked'; readonly problem: string | undefined }
  | { readonly kind: 'done' }
  | CallFigures;

export interface RegistryAccess {
  readonly host: string;
  readonly password: string;
}

export interface SeededImage {
  readonly digest: string;
  readonly tags: readonly string[];
}

export interface CallFigures {
  readonly kind: 'calls';
  /** At the API, but for those that ask STS who one is. */
  readonly apiCalls: number;
  /** At all doors. */
  readonly requests: number;
  /** As many of them as came one after another, each after the end of the one before. */
  readonly roundTrips: number;
  readonly byOperation: Readonly<Record<string, number>>;
  /** Layer bytes, in and out. */
  readonly layerBytes: number;
  /** Seconds of CPU that the registries took. */
  readonly registryCpu: number;
}

/** To a process that copies: one job after another, each answered by its figures. */
export interface CopyJob {
  readonly from: string;
  readonly to: Workload['to'];
  readonly repository: string;
  readonly images: readonly SeededImage[];
  /** Of no concern to the original algorithm. */
  readonly options?: { readonly uploadMethod?: UploadMethodChoice; readonly verify?: boolean };
}

export interface CopyFigures {
  readonly seconds: number;
  /** Of `seconds`, those in which the plan was made, where there is one. */
  readonly planSeconds: number;
  /** Seconds of the process's CPU: all of the copy, and those in which progress was told. */
  readonly cpu: { readonly copy: number; readonly events: number };
  /** Bytes of resident memory: before the copy, where it ran before, and the most while it ran. */
  readonly memory: { readonly idle: number; readonly peak: number };
}
