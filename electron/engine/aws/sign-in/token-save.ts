import { describeFileError } from '../../files/describe-file-error.ts';
import type { SignInSession } from '../profiles/cached-tokens.ts';
import { tokenFilePath } from '../profiles/cached-tokens.ts';
import type { Environment } from '../profiles/profile-files.ts';

/** Told after each renewal of a token whether it was saved; `error` is why it was not. The token is used either way. */
export type ReportTokenSave = (session: SignInSession, error?: unknown) => void;

/** What a person has to know of a renewed token that was not saved, sentences. */
export const describeUnsavedToken = (
  session: SignInSession,
  environment: Environment,
  error: unknown,
): string =>
  `The renewed sign-in could not be saved in ${tokenFilePath(session, environment)}. ${describeFileError(error)} It is used until this program ends; after that, and for the AWS CLI, sign in again.`;
