/** One of AWS's partitions. */
export interface Partition {
  /** As in `arn:aws-cn:…`. */
  readonly name: string;
  /** How the names of its Regions begin. */
  readonly regionPrefix: string;
  /** How the names of its hosts end. */
  readonly dnsSuffix: string;
}
export declare function partitionOf(region: string): Partition;
