import Link from '@cloudscape-design/components/link';
import styles from './breadcrumb.module.css';

interface Props {
  readonly repository: string;
  readonly onBack: () => void;
}

/** The breadcrumb from a repository's images back to the list of repositories. */
export function Breadcrumb({ repository, onBack }: Props) {
  return (
    <span className={styles.breadcrumb}>
      <Link
        href="#repositories"
        fontSize="inherit"
        onFollow={(event) => {
          event.preventDefault();
          onBack();
        }}
      >
        Repositories
      </Link>
      <span className={styles.separator} aria-hidden="true">
        /
      </span>
      <span aria-current="page">{repository}</span>
    </span>
  );
}
