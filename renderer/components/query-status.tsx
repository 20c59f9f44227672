import StatusIndicator from '@cloudscape-design/components/status-indicator';
import type { UseQueryResult } from '@tanstack/react-query';
import { toErrorData } from '../ipc/bridge.ts';
import { ErrorAlert } from './error-alert.tsx';
import type { ErrorActions } from './error-actions.ts';

interface Props {
  readonly query: Pick<UseQueryResult, 'error' | 'isFetching' | 'isPending' | 'refetch'>;
  /** What is said until there is an answer; nothing without it. */
  readonly loading?: string;
  /** The actions of the page besides the retry. */
  readonly actions?: ErrorActions;
}

/** A query without an answer: that it is loading, or its error with a button that sends it again. */
export function QueryStatus({ query, loading, actions }: Props) {
  const { error, isFetching, isPending, refetch } = query;
  if (error)
    return (
      <ErrorAlert
        error={toErrorData(error)}
        actions={{ ...actions, retry: () => void refetch() }}
        busy={isFetching}
      />
    );
  return isPending && loading !== undefined ? (
    <StatusIndicator type="loading">{loading}</StatusIndicator>
  ) : null;
}
