import { QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { StrictMode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import type { ImageSearch, ImageSearchRequest, ImageSearchUpdate } from '../../shared/models/image-search.ts';
import { applyImageSearchUpdate } from '../../shared/models/image-search.ts';
import { createQueryClient } from '../app/providers/query-client.ts';
import { invoke } from '../ipc/bridge.ts';
import type { Answers } from '../testing/fake-api.ts';
import { Refusal, createFakeApi } from '../testing/fake-api.ts';
import { imageSearch } from '../testing/sample-workspace.ts';
import type { JobAdapter } from './use-job.ts';
import { useJob } from './use-job.ts';

afterEach(() => vi.unstubAllGlobals());

const { request } = imageSearch;
const searchNumber = (number: number): ImageSearch => ({ ...imageSearch, id: `search-${number}` });
const progress = (id: string, searched: number): ImageSearchUpdate => ({
  id,
  progress: { state: 'searching', repositories: 640, searched, denied: 0, failed: 0, more: 0 },
  found: [],
});

/** Renders the hook with a fake main process, and collects what it releases. */
function renderJob(create: Answers['searches.create'], first: ImageSearchRequest | undefined = request) {
  const { api, emit } = createFakeApi({ 'searches.create': create });
  vi.stubGlobal('api', api);
  const released: string[] = [];
  const adapter: JobAdapter<ImageSearchRequest, ImageSearch, 'searches.updated'> = {
    event: 'searches.updated',
    start: (input) => invoke('searches.create', input),
    apply: applyImageSearchUpdate,
    release: ({ id }) => void released.push(id),
  };
  const client = createQueryClient();
  const hook = renderHook((given: ImageSearchRequest | undefined) => useJob(given, adapter), {
    initialProps: first,
    wrapper: ({ children }: { readonly children: ReactNode }) => (
      <StrictMode>
        <QueryClientProvider client={client}>{children}</QueryClientProvider>
      </StrictMode>
    ),
  });
  return { ...hook, emit, released };
}

/** Answers each request with a search of its own, and counts them. */
function answerInOrder() {
  const create = vi.fn<Answers['searches.create']>();
  return create.mockImplementation(() => searchNumber(create.mock.calls.length));
}

test('starts one job, applies its updates and no others, and releases it once when it is no longer shown', async () => {
  const create = answerInOrder();
  const { result, emit, released, unmount } = renderJob(create);
  await waitFor(() => expect(result.current.job?.id).toBe('search-1'));
  act(() => emit('searches.updated', progress('search-1', 120)));
  act(() => emit('searches.updated', progress('search-9', 300)));
  await waitFor(() => expect(result.current.job?.searched).toBe(120));
  expect(released).toEqual([]);
  unmount();
  await waitFor(() => expect(released).toEqual(['search-1']));
  expect(create).toHaveBeenCalledTimes(1);
});

test('applies an update that arrives before the answer with the id of its job', async () => {
  const answer = Promise.withResolvers<ImageSearch>();
  const { result, emit } = renderJob(() => answer.promise);
  await act(async () => emit('searches.updated', progress('search-1', 120)));
  await act(async () => answer.resolve(searchNumber(1)));
  await waitFor(() => expect(result.current.job?.searched).toBe(120));
});

test('releases a job whose id arrives after it is no longer shown', async () => {
  const answer = Promise.withResolvers<ImageSearch>();
  const { released, unmount } = renderJob(() => answer.promise);
  unmount();
  answer.resolve(searchNumber(1));
  await waitFor(() => expect(released).toEqual(['search-1']));
});

test('starts another job for another request, for an equal one, and on restart; none without a request', async () => {
  const { result, released, rerender } = renderJob(answerInOrder());
  await waitFor(() => expect(result.current.job?.id).toBe('search-1'));
  rerender({ ...request });
  expect(result.current.job).toBeUndefined();
  await waitFor(() => expect(result.current.job?.id).toBe('search-2'));
  act(() => result.current.restart());
  expect(result.current.job).toBeUndefined();
  await waitFor(() => expect(result.current.job?.id).toBe('search-3'));
  rerender(undefined);
  expect(result.current.job).toBeUndefined();
  await waitFor(() => expect(released).toEqual(['search-1', 'search-2', 'search-3']));
});

test('returns the error of a job that cannot start, until it is restarted', async () => {
  let attempts = 0;
  const message = 'ECR in eu-west-1 cannot be reached.';
  const { result } = renderJob(() => {
    attempts += 1;
    if (attempts === 1) throw new Refusal({ code: 'network', message });
    return searchNumber(attempts);
  });
  await waitFor(() => expect(result.current.error?.message).toBe(message));
  act(() => result.current.restart());
  expect(result.current.error).toBeUndefined();
  await waitFor(() => expect(result.current.job?.id).toBe('search-2'));
});
