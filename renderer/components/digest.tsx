import { shortDigest } from '../../shared/models/image.ts';
import { CopyButton } from './copy-button.tsx';
import styles from './digest.module.css';

/** A digest shortened as Docker shortens it; the tooltip and the copy button use the full digest. */
export function Digest({
  digest,
  copyable = true,
}: {
  readonly digest: string;
  readonly copyable?: boolean;
}) {
  return (
    <span className={styles.digest}>
      <span className={styles.text} title={digest}>
        {shortDigest(digest)}
      </span>
      {copyable && <CopyButton text={digest} what="digest" />}
    </span>
  );
}
