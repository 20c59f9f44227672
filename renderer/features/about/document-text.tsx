import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { LongText } from '../../components/long-text.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import type { LegalDocument } from './api.ts';
import { useLegalDocument } from './api.ts';

interface Props {
  readonly legal: LegalDocument;
  readonly title: string;
}

/** A legal text that comes with the app. */
export function DocumentText({ legal, title }: Props) {
  const text = useLegalDocument(legal);
  if (text.data !== undefined) return <LongText text={text.data} label={title} />;
  if (text.error)
    return (
      <ErrorAlert
        error={toErrorData(text.error)}
        actions={{ retry: () => void text.refetch() }}
        busy={text.isFetching}
      />
    );
  return <StatusIndicator type="loading">Loading</StatusIndicator>;
}
