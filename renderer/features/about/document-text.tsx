import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useEffect, useRef } from 'react';
import { ErrorAlert } from '../../components/error-alert.tsx';
import { LongText } from '../../components/long-text.tsx';
import { toErrorData } from '../../ipc/bridge.ts';
import type { LegalDocument } from './api.ts';
import { legalTitles, useLegalDocument } from './api.ts';
import styles from './about.module.css';

/** A legal text that comes with the app. It gets the focus, because the button that opened it is gone. */
export function DocumentText({ legal }: { readonly legal: LegalDocument }) {
  const text = useLegalDocument(legal);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <div ref={area} className={styles.document} tabIndex={-1}>
      {text.data !== undefined && <LongText text={text.data} label={legalTitles[legal]} />}
      {text.error && (
        <ErrorAlert
          error={toErrorData(text.error)}
          actions={{ retry: () => void text.refetch() }}
          busy={text.isFetching}
        />
      )}
      {text.isPending && <StatusIndicator type="loading">Loading</StatusIndicator>}
    </div>
  );
}
