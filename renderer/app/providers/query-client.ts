import { QueryClient } from '@tanstack/react-query';
import type { IpcError } from '../../ipc/bridge.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: IpcError;
  }
}

/** Queries ask the main process, which retries by itself and needs no network to be asked. */
export const createQueryClient = (): QueryClient =>
  new QueryClient({
    defaultOptions: {
      queries: {
        retry: false,
        staleTime: 30_000,
        networkMode: 'always',
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
