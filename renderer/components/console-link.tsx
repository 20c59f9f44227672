import Icon from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import styles from './copy-button.module.css';

/** A link to a page of the AWS console, which opens in the browser. */
export function ConsoleLink({ link }: { readonly link: string }) {
  return (
    <Link href={link} external externalIconAriaLabel="Opens in the browser">
      View in AWS console
    </Link>
  );
}

/** A small icon in a row, which opens the row's page of the AWS console in the browser. */
export function ConsoleIcon({ link }: { readonly link: string }) {
  return (
    <a
      className={styles.button}
      href={link}
      target="_blank"
      rel="noreferrer"
      aria-label="View in AWS console"
      title="View in AWS console"
    >
      <Icon name="external" size="small" />
    </a>
  );
}
