import type { NetworkShape } from '../../../electron/local-ecr/network/network-shape.ts';
import type { BenchImage } from '../workloads/workloads.ts';

// Messages between the bench and the process of the ECR, as plain data over the IPC channel of Node.

/** To the process of the ECR. */
export type RegistryRequest =
  /** Creates images in a repository of the source. */
  | { readonly kind: 'seed'; readonly repository: string; readonly images: readonly BenchImage[] }
  /** Creates a repository of the destination: empty, or with all images of the source. */
  | {
      readonly kind: 'prepare';
      readonly repository: string;
      readonly from: string;
      readonly isThere: boolean;
    }
  /** Checks whether the destination has all images of the source, and removes it. */
  | { readonly kind: 'check'; readonly repository: string; readonly from: string }
  | { readonly kind: 'shape'; readonly network: NetworkShape }
  /** Requests the calls since the last request. */
  | { readonly kind: 'take-calls' }
  | { readonly kind: 'close' };

export type RegistryAnswer =
  | {
      readonly kind: 'ready';
      readonly endpoint: string;
      /** Host and port of each registry endpoint, and a password for it. */
      readonly source: RegistryAccess;
      readonly destination: RegistryAccess;
      /** The certificate of the authority that issued the registry's own, in PEM. */
      readonly authority: string;
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
  /** At all endpoints. */
  readonly requests: number;
  /** The longest chain of calls that each began after the end of the previous one. */
  readonly roundTrips: number;
  /** Layer bytes, in both directions. */
  readonly layerBytes: number;
  /** Seconds of CPU of the registries. */
  readonly registryCpu: number;
}
