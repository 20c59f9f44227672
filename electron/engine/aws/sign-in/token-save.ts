import { describeFileError } from '../../files/describe-file-error.ts';
import type { SignInSession } from '../profiles/cached-tokens.ts';
import { tokenFilePath } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** Called after each refresh of a token; `error` is the reason if the token was not saved. The token is used either way. */
export type ReportTokenSave = (session: SignInSession, error?: unknown) => void;

/** The warning for a refreshed token that was not saved. */
export const describeUnsavedToken = (
  session: SignInSession,
  environment: Environment,
  error: unknown,
): string =>
  `The refreshed sign-in was not saved in ${tokenFilePath(session, environment)}. ${describeFileError(error)} This program uses it until it ends. After that, and for the AWS CLI, sign in again.`;
