import Link from '@cloudscape-design/components/link';
import { useOpenAppDialog } from '../../components/app-dialogs.ts';
import { useAbout } from '../../components/use-about.ts';
import styles from './help.module.css';

/** The version at the end of the help panel, which opens the about dialog. */
export function AppVersion() {
  const { data } = useAbout();
  const openDialog = useOpenAppDialog();
  if (!data) return null;
  return (
    <p className={styles.version}>
      <Link fontSize="body-s" onFollow={() => openDialog?.('about')}>
        ECR Image Replicator {data.version}
      </Link>
    </p>
  );
}
