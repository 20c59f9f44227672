import { CopyAction } from '../../components/copy-button.tsx';
import styles from './json-text.module.css';

interface Props {
  /** `Registry policy` */
  readonly name: string;
  readonly text: string;
}

/** Indents a JSON text; another text is returned as it is. */
function indent(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}

/** A JSON document of AWS, indented, with a copy button. */
export function JsonText({ name, text }: Props) {
  return (
    <div className={styles.document}>
      <pre className={styles.code} role="region" aria-label={name} tabIndex={0}>
        {indent(text)}
      </pre>
      <div>
        <CopyAction text={text}>{`Copy ${name.toLowerCase()}`}</CopyAction>
      </div>
    </div>
  );
}
