import type { ReactNode, Ref } from 'react';
import styles from './page.module.css';

interface Props {
  readonly children: ReactNode;
  /** The link `Info`. */
  readonly info: ReactNode;
  /** For a title that a script focuses. */
  readonly titleRef?: Ref<HTMLHeadingElement>;
}

/** The title of a page, with the link to its help. */
export const PageTitle = ({ children, info, titleRef }: Props) => (
  <div className={styles.titleLine}>
    <h1 ref={titleRef} className={styles.title} tabIndex={titleRef ? -1 : undefined}>
      {children}
    </h1>
    {info}
  </div>
);
