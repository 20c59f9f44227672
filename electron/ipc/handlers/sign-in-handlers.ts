import type { RequestName } from '../../../shared/ipc.ts';
import type { SignIns } from '../../engine/aws/sign-in/sign-ins.ts';
import type { RequestHandlers } from '../answer-request.ts';

type SignInHandlers = Pick<RequestHandlers, Extract<RequestName, `signIns.${string}`>>;

export const signInHandlers = (signIns: SignIns): SignInHandlers => ({
  'signIns.list': async () => signIns.list(),
  'signIns.start': ({ profile, method }) => signIns.start(profile, method),
  'signIns.cancel': async ({ id }) => {
    signIns.cancel(id);
    return null;
  },
  'signIns.openPage': async ({ id }) => {
    await signIns.openPage(id);
    return null;
  },
  'signIns.signOut': async ({ profile }) => {
    await signIns.signOut(profile);
    return null;
  },
});
