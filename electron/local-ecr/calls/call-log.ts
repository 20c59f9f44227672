import { limits } from '../registry/limits.ts';

/** What a call is about, as far as it is known when it begins. */
export interface CallFacts {
  readonly door: 'api' | 'sts' | 'portal' | 'oidc' | 'sign-in' | 'download' | 'registry';
  /** AWS's name of the operation; `DownloadLayer` at the download door. */
  readonly operation: string;
  /** The account that owns the registry, which may not be the caller's. */
  readonly accountId?: string;
  readonly region?: string;
  readonly principalArn?: string;
  /** The role that credentials are asked for. */
  readonly roleArn?: string;
  readonly repositoryName?: string;
  /** Every digest that the call names. */
  readonly digests?: readonly string[];
  readonly uploadId?: string;
  /** Both ends counted from 0 and included. */
  readonly part?: { readonly firstByte: number; readonly lastByte: number };
}

export interface CallRecord extends CallFacts {
  /** When its first byte arrived. */
  readonly at: Date;
  /** Milliseconds of one clock that never goes back: to be compared with each other only. */
  readonly startedAt: number;
  /** Absent while the call is under way, or when it was left without an answer. */
  readonly endedAt?: number;
  /** The error's name, or `ok` when it was applied, even if a fault then lost the answer. */
  readonly outcome?: string;
  /** Layer bytes moved by this call, in or out. */
  readonly bytes: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A call under way. */
export class OpenCall {
  readonly record: Mutable<CallRecord>;

  constructor(record: Mutable<CallRecord>) {
    this.record = record;
  }

  /** Adds what has become known since it began. */
  learn(facts: Partial<CallFacts>): void {
    Object.assign(this.record, facts);
  }

  moved(bytes: number): void {
    this.record.bytes += bytes;
  }

  end(outcome: string): void {
    this.record.endedAt = performance.now();
    this.record.outcome = outcome;
  }
}

/** Every call at every door, in the order of arrival: what a test asks to prove how the client behaved. */
export class CallLog {
  #records: CallRecord[] = [];

  begin(facts: CallFacts): OpenCall {
    const record = { ...facts, at: new Date(), startedAt: performance.now(), bytes: 0 };
    this.#records.push(record);
    return new OpenCall(record);
  }

  get all(): readonly CallRecord[] {
    return this.#records;
  }

  of(...operations: readonly string[]): readonly CallRecord[] {
    return this.#records.filter((record) => operations.includes(record.operation));
  }

  clear(): void {
    this.#records = [];
  }

  /** Layer bytes that moved through any door. */
  get layerBytes(): number {
    return this.#records.reduce((sum, record) => sum + record.bytes, 0);
  }

  /** Parts larger than the part size that ECR asks for: taken, but outside of the documented quota. */
  get oversizedParts(): readonly CallRecord[] {
    return this.of('UploadLayerPart').filter((record) => record.bytes > limits.partSize);
  }
}

/** The greatest number of these calls that were under way at one moment. */
export function mostAtOnce(records: readonly CallRecord[]): number {
  const changes = records.flatMap(({ startedAt, endedAt }) => [
    { time: startedAt, by: 1 },
    { time: endedAt ?? Number.POSITIVE_INFINITY, by: -1 },
  ]);
  let current = 0;
  let most = 0;
  for (const { by } of changes.toSorted((a, b) => a.time - b.time || a.by - b.by)) {
    current += by;
    most = Math.max(most, current);
  }
  return most;
}
