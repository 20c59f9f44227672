import { QueryClient, notifyManager } from '@tanstack/react-query';
import type { IpcError } from '../../ipc/bridge.ts';

declare module '@tanstack/react-query' {
  interface Register {
    defaultError: IpcError;
  }
}

// Renders the events of the main process without the delay of a timer.
notifyManager.setScheduler(queueMicrotask);

/** Queries go to the main process over IPC, which retries by itself and works offline. */
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
