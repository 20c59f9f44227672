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

/** Stores the payload of every event of a name as the answer of a query. */
export const useStoredEvent = (name: EventName, queryKey: QueryKey): void =>
  useEvent(name, (payload, client) => void client.setQueryData(queryKey, payload));
