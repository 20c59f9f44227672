import { ECRServiceException } from '@aws-sdk/client-ecr';

/** An error of the ECR API as a client sees it. */
export interface Refusal {
  /** The exception's name, or `accepted` when the call was not refused. */
  readonly name: string;
  readonly message: string;
  /** HTTP status. */
  readonly status: number | undefined;
  /** The error itself, for the members that a few exceptions have. */
  readonly error: unknown;
}

/** How the API refuses a call. @throws whatever is not an answer of the service, such as a broken connection */
export async function refusalOf(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    if (!(error instanceof ECRServiceException)) throw error;
    return { name: error.name, message: error.message, status: error.$metadata.httpStatusCode, error };
  }
  return { name: 'accepted', message: '', status: 200, error: undefined };
}

/** The name of the exception that a call is refused with, or `accepted`. */
export async function refusalName(call: Promise<unknown>): Promise<string> {
  return (await refusalOf(call)).name;
}
