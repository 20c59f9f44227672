import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { Backfill } from '../../../shared/models/replication-backfill.ts';
import { createFakeApi } from '../../testing/fake-api.ts';
import { backfill } from '../../testing/sample-replication.ts';
import { useBackfillEvents, useBackfills } from './backfill-list.ts';

afterEach(() => vi.unstubAllGlobals());

test('an event of a backfill is not replaced by the answer to a request that was pending', async () => {
  const running: Backfill = { ...backfill, status: 'IN_PROGRESS' };
  const complete: Backfill = { ...backfill, status: 'COMPLETE' };
  const older = Promise.withResolvers<readonly Backfill[]>();
  const answers = [older.promise, Promise.resolve([complete])];
  const { api, emit, calls } = createFakeApi({
    'replication.listFollowed': () => answers.shift() ?? Promise.resolve([complete]),
  });
  vi.stubGlobal('api', api);
  const client = new QueryClient();
  const { result } = renderHook(
    () => {
      useBackfillEvents();
      return useBackfills();
    },
    {
      wrapper: ({ children }: { readonly children: ReactNode }) => (
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      ),
    },
  );
  await waitFor(() => expect(calls).toHaveLength(1));
  await act(async () => emit('replication.backfillUpdated', complete));
  await act(async () => older.resolve([running]));
  await waitFor(() => expect(client.isFetching()).toBe(0));
  expect(result.current.map(({ status }) => status)).toEqual(['COMPLETE']);
});
