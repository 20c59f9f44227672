import { limits } from '../registry/limits.ts';

/** The facts of a call that are known when it begins. */
export interface CallFacts {
  readonly service: 'api' | 'sts' | 'portal' | 'oidc' | 'sign-in' | 'download' | 'registry' | 'states';
  /** The AWS name of the operation; `DownloadLayer` for a request to a layer URL. */
  readonly operation: string;
  /** The account that owns the registry, which can differ from the caller's. */
  readonly accountId?: string;
  readonly region?: string;
  readonly principalArn?: string;
  /** The role of a request for credentials. */
  readonly roleArn?: string;
  readonly repositoryName?: string;
  /** Every digest in the request. */
  readonly digests?: readonly string[];
  readonly uploadId?: string;
  /** First and last byte, counted from 0 and included. */
  readonly part?: { readonly firstByte: number; readonly lastByte: number };
}

export interface CallRecord extends CallFacts {
  /** When the first byte of the request arrived. */
  readonly at: Date;
  /** Milliseconds of a monotonic clock: comparable with each other only. */
  readonly startedAt: number;
  /** Absent while the call is in progress, or when it was never answered. */
  readonly endedAt?: number;
  /** The error's name, or `ok` when the call was applied, even if a fault then lost the response. */
  readonly outcome?: string;
  /** Layer bytes that the call transferred, in either direction. */
  readonly bytes: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A call in progress. */
export class OpenCall {
  readonly record: Mutable<CallRecord>;

  constructor(record: Mutable<CallRecord>) {
    this.record = record;
  }

  /** Adds facts that became known after the call began. */
  addFacts(facts: Partial<CallFacts>): void {
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

/** Every call to every endpoint, in the order of arrival, for tests of how the client behaved. */
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

  /** @returns the layer bytes transferred through all endpoints. */
  get layerBytes(): number {
    return this.#records.reduce((sum, record) => sum + record.bytes, 0);
  }

  /** @returns parts larger than ECR's part size: ECR accepts them, but the documented quota is lower. */
  get oversizedParts(): readonly CallRecord[] {
    return this.of('UploadLayerPart').filter((record) => record.bytes > limits.partSize);
  }
}

/** @returns the maximum number of these calls that were in progress at the same time. */
export function maxConcurrentCalls(records: readonly CallRecord[]): number {
  const changes = records.flatMap(({ startedAt, endedAt }) => [
    { time: startedAt, by: 1 },
    { time: endedAt ?? Number.POSITIVE_INFINITY, by: -1 },
  ]);
  let current = 0;
  let maximum = 0;
  for (const { by } of changes.toSorted((a, b) => a.time - b.time || a.by - b.by)) {
    current += by;
    maximum = Math.max(maximum, current);
  }
  return maximum;
}
