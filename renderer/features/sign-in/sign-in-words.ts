import { formatCount } from '../../../shared/format/counts.ts';
import type { SignIn } from '../../../shared/models/sign-in.ts';
import { assertNever } from '../../../shared/models/result.ts';

/** The session of a sign-in as text. */
export const sessionName = ({ credentialSource }: Pick<SignIn, 'credentialSource'>): string =>
  credentialSource.kind === 'sso' ? credentialSource.session : `profile ${credentialSource.profile}`;

/** The heading of the panel. */
export function getHeading(signIn: SignIn): string {
  const session = sessionName(signIn);
  switch (signIn.state.kind) {
    case 'starting':
      return `Preparing the sign-in to ${session}`;
    case 'browser':
      return `Sign in to ${session}: continue in your browser`;
    case 'code':
      return `Sign in to ${session}: confirm this code in your browser`;
    case 'program':
      return `Sign in to ${session}: continue in your browser`;
    case 'done':
      return `Signed in to ${session}`;
    case 'failed':
      return `The sign-in to ${session} failed`;
    case 'cancelled':
      return `The sign-in to ${session} was canceled`;
    default:
      return assertNever(signIn.state);
  }
}

/** `It also signs in 11 other profiles of corp, and the AWS CLI.` */
export const getReach = (signIn: SignIn, others: number): string =>
  others > 0
    ? `It also signs in ${formatCount(others, 'other profile')} of ${sessionName(signIn)}, and the AWS CLI.`
    : 'It also signs in the AWS CLI.';
