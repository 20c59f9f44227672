// What the bench's processes say to each other, as plain data over Node's own channel.

/** An image to be made at the source: its layers by size in bytes. */
export interface BenchImage {
  readonly repository: string;
  readonly layerSizes: readonly number[];
  readonly tags: readonly string[];
}

/** To the process that is the ECR. */
export type RegistryRequest =
  | { readonly kind: 'seed'; readonly image: BenchImage }
  /** Calls to ECR's API since the last time of asking. */
  | { readonly kind: 'take-calls' }
  | { readonly kind: 'close' };

export type RegistryAnswer =
  | { readonly kind: 'ready'; readonly endpoint: string }
  | { readonly kind: 'seeded'; readonly digest: string }
  | {
      readonly kind: 'calls';
      readonly calls: number;
      readonly byOperation: Readonly<Record<string, number>>;
      readonly layerBytes: number;
    };

/** To the process that copies: one copy after another, each answered by its figures. */
export interface CopyRequest {
  readonly repository: string;
  readonly digest: string;
  readonly tags: readonly string[];
}

export interface CopyFigures {
  /** Bytes of resident memory: before the copy and the most while it ran. */
  readonly memory: { readonly idle: number; readonly peak: number };
  /** Milliseconds of this process's CPU: all of the copy, and those in which progress was told. */
  readonly cpu: { readonly copy: number; readonly events: number };
  readonly seconds: number;
}
