import { ECRServiceException } from '@aws-sdk/client-ecr';

/** An error of the ECR API as a client receives it. */
export interface Refusal {
  /** The exception's name, or `accepted` when the call succeeded. */
  readonly name: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number | undefined;
  /** The error itself, for the members of some exceptions. */
  readonly error: unknown;
}

/** The error with which the API rejects a call. @throws any error that is not a response of the service, for example a broken connection */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ECRServiceException)) throw error;
    return { name: error.name, message: error.message, status: error.$metadata.httpStatusCode, error };
  }
  return { name: 'accepted', message: '', status: 200, error: undefined };
}

/** The name of the exception of a rejected call, or `accepted`. */
export async function refusalName(call: Promise<unknown>): Promise<string> {
  return (await refusalOf(call)).name;
}
