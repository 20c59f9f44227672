/**
 * A refusal in ECR's own words: `name` is the exception's name in the ECR API, `message` its exact text where that
 * is known. Both doors answer with it: the JSON door as it is, the registry door in the terms of its protocol.
 */
export class EcrError extends Error {
  override readonly name: string;
  /** HTTP status at the JSON door: 400 for the client's faults, 500 for the server's. */
  readonly status: number;
  /** What a few exceptions carry beside the message, such as `lastValidByteReceived`. */
  readonly members: Readonly<Record<string, unknown>>;

  constructor(
    name: string,
    message: string,
    details: { readonly status?: number; readonly members?: Readonly<Record<string, unknown>> } = {},
  ) {
    super(message);
    this.name = name;
    this.status = details.status ?? 400;
    this.members = details.members ?? {};
  }
}

/** The one form in which ECR rejects a parameter. */
export function invalidParameter(member: string, constraint: string): EcrError {
  return new EcrError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
}

/** What is asked would be more than a quota of ECR allows. ECR's own sentence is not known. */
export function limitExceeded(limit: string): EcrError {
  return new EcrError(
    'LimitExceededException',
    `The operation did not succeed because it would have exceeded ${limit}.`,
  );
}
