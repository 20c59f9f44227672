/**
 * A refusal in ECR's own words: `name` is the exception's name in the ECR API, `message` its exact text where that
 * is known. Both doors answer with it: the JSON door as it is, the registry door in the terms of its protocol.
 */
export declare class EcrError extends Error {
  readonly name: string;
  /** HTTP status at the JSON door: 400 for the client's faults, 500 for the server's. */
  readonly status: number;
  /** What a few exceptions carry beside the message, such as `lastValidByteReceived`. */
  readonly members: Readonly<Record<string, unknown>>;
  constructor(
    name: string,
    message: string,
    details?: {
      readonly status?: number;
      readonly members?: Readonly<Record<string, unknown>>;
    },
  );
}
/** The one form in which ECR rejects a parameter. */
export declare function invalidParameter(member: string, constraint: string): EcrError;
/** What is asked would be more than a quota of ECR allows. ECR's own sentence is not known. */
export declare function limitExceeded(limit: string): EcrError;
