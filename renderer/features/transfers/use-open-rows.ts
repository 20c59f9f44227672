import { skipToken, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { z } from 'zod';
import { boundedRecord, boundedText, digestLength } from '../../../shared/models/bounds.ts';

/** The cards whose rows are remembered; those that were changed last. */
const maxCards = 200;
const maxImages = 1_000;

const openRowsSchema = z.object({
  /** Whether the images are shown; the default of the page when absent. */
  isOpen: z.boolean().optional(),
  /** Digests of the images whose layers are shown. */
  images: z.array(boundedText(digestLength)).max(maxImages).optional(),
  isLogOpen: z.boolean().optional(),
});
/** What is expanded on the card of a transfer. */
export type OpenRows = z.infer<typeof openRowsSchema>;

const storedSchema = boundedRecord(boundedText(40), openRowsSchema, maxCards);
type StoredRows = z.infer<typeof storedSchema>;

const queryKey = ['open-rows'] as const;
const storageKey = 'open-rows';
const noRows: OpenRows = {};

function readStored(): StoredRows {
  try {
    return storedSchema.parse(JSON.parse(sessionStorage.getItem(storageKey) ?? '{}'));
  } catch {
    return {};
  }
}

function store(rows: StoredRows): void {
  try {
    sessionStorage.setItem(storageKey, JSON.stringify(rows));
  } catch {
    // The rows stay open until the window is reloaded.
  }
}

/** The expanded rows of a card, which stay expanded when the page is left, and when the window is reloaded. */
export function useOpenRows(id: string): readonly [OpenRows, (change: OpenRows) => void] {
  const client = useQueryClient();
  const { data = noRows } = useQuery({
    queryKey,
    queryFn: skipToken,
    initialData: readStored,
    staleTime: Infinity,
    gcTime: Infinity,
    select: (all: StoredRows) => all[id],
  });
  const change = useCallback(
    (changed: OpenRows) => {
      const { [id]: before = noRows, ...others } = client.getQueryData<StoredRows>(queryKey) ?? {};
      const kept = Object.entries(others).slice(1 - maxCards);
      const next = { ...Object.fromEntries(kept), [id]: { ...before, ...changed } };
      client.setQueryData(queryKey, next);
      store(next);
    },
    [client, id],
  );
  return [data, change];
}
