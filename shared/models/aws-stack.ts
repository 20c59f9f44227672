/** Where a stack is deployed, and what its resources are named. */
export interface StackTarget {
  /** 8 hex digits that depend on what is replicated, so that two exports do not share a stack. */
  readonly id: string;
  readonly stackName: string;
  /** The account of the destination profile, 12 digits. */
  readonly accountId: string;
  /** The region of the destination. */
  readonly region: string;
}

/** A lower and an upper bound, in US dollars. */
export interface CostRange {
  readonly low: number;
  readonly high: number;
}

/** What a run in the user's account costs, by list prices. */
export interface CostEstimate {
  readonly lines: readonly {
    /** `Lambda, 1,000 requests and duration` */
    readonly title: string;
    readonly cost: CostRange;
  }[];
  readonly total: CostRange;
  /** One sentence each. */
  readonly assumptions: readonly string[];
  /** `2026-11-30`: when the prices were looked up last. */
  readonly pricesCheckedOn: string;
  /** Each price with its source, and whether it could be confirmed. */
  readonly priceSources: readonly string[];
}

/** A role of another account that the function assumes, with the files that create it. */
export interface StackRole {
  readonly side: 'source' | 'destination';
  readonly accountId: string;
  /** The profile of the plan for this side; undefined when it belongs to another account than the registry. */
  readonly profile: string | undefined;
  readonly roleName: string;
  readonly roleArn: string;
}

/** A text file of an export; the path is relative to its folder, with `/`. */
export interface StackFile {
  readonly path: string;
  readonly text: string;
}

/** Everything that runs planned replications in the user's own account. Creating it writes nothing. */
export interface StackExport {
  readonly target: StackTarget;
  readonly files: readonly StackFile[];
  /** Images, one item each. */
  readonly items: number;
  /** Bytes to transfer; a blob that several images share counts once. */
  readonly bytes: number;
  /** Items that run at the same time, and why not more. */
  readonly concurrency: { readonly items: number; readonly reason: string };
  readonly roles: readonly StackRole[];
  /** What differs from a replication by this computer, one sentence each. */
  readonly notes: readonly string[];
  readonly estimate: CostEstimate;
}
