import { CopyButton } from './copy-button.tsx';
import styles from './copyable.module.css';

interface Props {
  readonly text: string;
  /** What it is, for the button's name: "Copy digest". */
  readonly what: string;
  /** Long text takes more lines, or is cut with the whole on hover. */
  readonly long?: 'wrap' | 'clip';
}

/** A text with its copy button. */
export function Copyable({ text, what, long = 'wrap' }: Props) {
  return (
    <span className={styles.copyable}>
      <span className={`${styles.text} ${long === 'wrap' ? styles.wrapped : styles.clipped}`} title={text}>
        {text}
      </span>
      <CopyButton text={text} what={what} />
    </span>
  );
}
