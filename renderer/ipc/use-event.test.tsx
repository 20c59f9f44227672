import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { settingsSchema } from '../../shared/models/settings.ts';
import { createFakeApi } from '../testing/fake-api.ts';
import { invoke } from './bridge.ts';
import { useStoredEvent } from './use-event.ts';

afterEach(() => vi.unstubAllGlobals());

test('an event is not replaced by the answer to a request that was pending', async () => {
  const older = Promise.withResolvers<ReturnType<typeof settingsSchema.parse>>();
  const { api, emit } = createFakeApi({ 'settings.read': () => older.promise });
  vi.stubGlobal('api', api);
  const client = new QueryClient();
  const queryKey = ['settings'];
  const { result } = renderHook(
    () => {
      useStoredEvent('settings.changed', queryKey);
      return useQuery({ queryKey, queryFn: () => invoke('settings.read') });
    },
    {
      wrapper: ({ children }: { readonly children: ReactNode }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  const answered = client.getQueryCache().find({ queryKey })?.promise;
  const changed = settingsSchema.parse({ appearance: 'dark' });
  emit('settings.changed', changed);
  older.resolve(settingsSchema.parse({}));
  await answered?.catch(() => undefined);
  await waitFor(() => expect(result.current.data).toEqual(changed));
  expect(result.current.fetchStatus).toBe('idle');
});
