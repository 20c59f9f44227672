import Button from '@cloudscape-design/components/button';
import styles from './action-bar.module.css';

/** Clears the selection; its text is shorter in a narrow window, so that the buttons of the bar fit in one line. */
export const ClearSelectionButton = ({ onClick }: { readonly onClick: () => void }) => (
  <Button ariaLabel="Clear selection" onClick={onClick}>
    Clear<span className={styles.long}> selection</span>
  </Button>
);
