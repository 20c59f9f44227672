/**
 * An error of ECR: `name` is the exception's name in the ECR API, `message` its exact text where that is known. The ECR
 * API returns it unchanged, the registry endpoint converts it to the errors of its protocol.
 */
export class EcrError extends Error {
  override readonly name: string;
  /** HTTP status in the ECR API: 400 for the client's faults, 500 for the server's. */
  readonly status: number;
  /** Further members of some exceptions, for example `lastValidByteReceived`. */
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

/** The message with which ECR rejects a parameter. */
export function invalidParameter(member: string, constraint: string): EcrError {
  return new EcrError(
    'InvalidParameterException',
    `Invalid parameter at '${member}' failed to satisfy constraint: '${constraint}'`,
  );
}

/** The request exceeds a quota. ECR's exact message is not known. */
export function limitExceeded(limit: string): EcrError {
  return new EcrError(
    'LimitExceededException',
    `The operation did not succeed because it would have exceeded ${limit}.`,
  );
}
