import Icon from '@cloudscape-design/components/icon';
import Link from '@cloudscape-design/components/link';
import { createContext, useContext } from 'react';
import styles from './copy-button.module.css';

/** Whether the repositories of a profile are in the AWS console: not those of the demo or of a custom endpoint. */
export const ConsoleContext = createContext<(profile: string) => boolean>(() => true);

/** Whether the AWS console has the repositories of a profile. */
export const useHasConsole = (profile: string): boolean => useContext(ConsoleContext)(profile);

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
