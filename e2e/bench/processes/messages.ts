import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { UploadMethodChoice } from '../../../shared/models/upload-method.ts';
import type { BenchImage, Workload } from '../workloads/workloads.ts';

// Messages between the processes of the bench, as plain data over the IPC channel of Node.

/** To the process of the ECR. */
export type RegistryRequest =
  /** Creates images in a repository of the source, and an empty repository of that name at the destination. */
  | { readonly kind: 'seed'; readonly repository: string; readonly images: readonly BenchImage[] }
  /** Creates a destination: empty, or with all images of the source. */
  | (Destination & { readonly kind: 'prepare'; readonly from: string; readonly isThere: boolean })
  /** Checks whether the destination has all images of the source, and removes it. */
  | (Destination & { readonly kind: 'check'; readonly from: string })
  | { readonly kind: 'shape'; readonly network: NetworkShape }
  /** Requests the calls since the last request. */
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
      /** Host and port of each registry endpoint, and a password for it. */
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
  /** At the ECR API, without the calls of STS for an identity. */
  readonly apiCalls: number;
  /** At all endpoints. */
  readonly requests: number;
  /** The longest chain of calls that each began after the end of the previous one. */
  readonly roundTrips: number;
  readonly byOperation: Readonly<Record<string, number>>;
  /** Layer bytes, in both directions. */
  readonly layerBytes: number;
  /** Seconds of CPU of the registries. */
  readonly registryCpu: number;
}

/** To a process that copies: one job after another, each answered with its figures. */
export interface CopyJob {
  readonly from: string;
  readonly to: Workload['to'];
  readonly repository: string;
  readonly images: readonly SeededImage[];
  /** Ignored by the original algorithm. */
  readonly options?: { readonly uploadMethod?: UploadMethodChoice; readonly verify?: boolean };
}

export interface CopyFigures {
  readonly seconds: number;
  /** The part of `seconds` for planning, if there is a plan. */
  readonly planSeconds: number;
  /** Seconds of the process's CPU: of the whole copy, and of its progress reports. */
  readonly cpu: { readonly copy: number; readonly events: number };
  /** Bytes of resident memory: before the copy, if it was measured, and the peak during it. */
  readonly memory: { readonly idle: number; readonly peak: number };
}
