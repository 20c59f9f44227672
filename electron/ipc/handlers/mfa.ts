import type { HandlersOf } from '../../../shared/ipc.ts';
import type { Services } from '../../app/services.ts';

export const createMfaHandlers = ({ access }: Pick<Services, 'access'>): HandlersOf<'mfa'> => ({
  'mfa.answer': async ({ profile, code }) => {
    await access.answerMfa(profile, code);
    return null;
  },
});
