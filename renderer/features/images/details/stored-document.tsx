import { useMemo } from 'react';
import { formatBytes } from '../../../../shared/format/bytes.ts';
import type { StoredDocument } from '../../../../shared/models/image-details.ts';
import { CopyAction } from '../../../components/copy-button.tsx';
import { Digest } from '../../../components/digest.tsx';
import styles from './details.module.css';
import { printable, printableJson } from '../../../../shared/text/printable.ts';

/** Formats a document for display: indented JSON, or the text if it is truncated or not JSON; control characters are escaped. */
export function formatDocument({ text, cut }: StoredDocument): string {
  if (cut) return printable(text);
  try {
    const value: unknown = JSON.parse(text);
    return printableJson(JSON.stringify(value, undefined, 2));
  } catch {
    return printable(text);
  }
}

interface Props {
  /** `Manifest` */
  readonly name: string;
  readonly document: StoredDocument;
}

/** A JSON document, shown indented; the copy button copies the stored bytes, which match the digest. */
export function Document({ name, document }: Props) {
  const shown = useMemo(() => formatDocument(document), [document]);
  return (
    <div className={styles.document}>
      <div className={styles.documentHead}>
        <div className={styles.quiet}>
          {document.mediaType}, {formatBytes(document.size)}
          <div>
            <Digest digest={document.digest} />
          </div>
        </div>
        {!document.cut && <CopyAction text={document.text}>{`Copy ${name.toLowerCase()}`}</CopyAction>}
      </div>
      {document.cut && (
        <div className={styles.quiet}>Too long to show in full. Only the beginning is shown.</div>
      )}
      <pre className={styles.code} aria-label={name} role="region" tabIndex={0}>
        {shown}
      </pre>
    </div>
  );
}
