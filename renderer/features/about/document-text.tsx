import { useEffect, useRef } from 'react';
import { LongText } from '../../components/long-text.tsx';
import type { LegalDocument } from './api.ts';
import { legalTitles, useLegalDocument } from './api.ts';
import styles from './about.module.css';
import { QueryStatus } from '../../components/query-status.tsx';

/** A legal text that comes with the app. It gets the focus, because the button that opened it is gone. */
export function DocumentText({ legal }: { readonly legal: LegalDocument }) {
  const text = useLegalDocument(legal);
  const area = useRef<HTMLDivElement>(null);
  useEffect(() => area.current?.focus(), []);
  return (
    <div ref={area} className={styles.document} tabIndex={-1}>
      {text.data !== undefined && <LongText text={text.data} label={legalTitles[legal]} />}
      <QueryStatus query={text} loading="Loading" />
    </div>
  );
}
