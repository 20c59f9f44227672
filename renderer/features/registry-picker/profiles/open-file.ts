import { useMutation } from '@tanstack/react-query';
import type { ProfileFile } from '../../../../shared/models/profile.ts';
import { invoke } from '../../../ipc/bridge.ts';

/** Opens one of the two AWS files in the default editor. */
export const useOpenFile = () =>
  useMutation({
    mutationFn: (fileKind: ProfileFile['fileKind']) => invoke('profiles.openFile', { fileKind }),
  });
