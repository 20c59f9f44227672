import type { QueryClient, QueryKey } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useEffectEvent } from 'react';
import type { EventName, Events } from '../../shared/ipc.ts';
import { onEvent } from './bridge.ts';

/** Calls the latest listener for every event of a name, with the cache of the queries. */
export function useEvent<Name extends EventName>(
  name: Name,
  listener: (payload: Events[Name], client: QueryClient) => void,
): void {
  const client = useQueryClient();
  const onPayload = useEffectEvent(listener);
  useEffect(() => onEvent(name, (payload) => onPayload(payload, client)), [name, client]);
}

/** Stores the data of a query. The answer to a pending request, which can be older, is ignored. */
export function storeData(client: QueryClient, queryKey: QueryKey, data: unknown): void {
  void client.cancelQueries({ queryKey, exact: true });
  client.setQueryData(queryKey, data);
}

/** Stores the payload of every event of a name as the data of a query. */
export const useStoredEvent = (name: EventName, queryKey: QueryKey): void =>
  useEvent(name, (payload, client) => storeData(client, queryKey, payload));
