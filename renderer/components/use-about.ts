import { useQuery } from '@tanstack/react-query';
import { invoke } from '../ipc/bridge.ts';

/** The version of the app and of what it runs on, which do not change while it runs. */
export const useAbout = () =>
  useQuery({ queryKey: ['about'], queryFn: () => invoke('about.read'), staleTime: Infinity });
