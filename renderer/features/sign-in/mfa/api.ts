import { useMutation } from '@tanstack/react-query';
import { invoke } from '../../../ipc/bridge.ts';

export const useAnswerMfa = () =>
  useMutation({
    mutationFn: (input: { readonly profile: string; readonly code: string }) => invoke('mfa.answer', input),
  });
