import Button from '@cloudscape-design/components/button';
import styles from './run-line.module.css';

interface Props {
  readonly disabled: boolean;
  readonly onOpen: () => void;
}

/** One line that offers to run a replication in the user's account. */
export const RunLine = ({ disabled, onOpen }: Props) => (
  <div className={styles.line}>
    <span>Step Functions in your account can run this replication without this computer.</span>
    <Button disabled={disabled} onClick={onOpen}>
      Run in AWS…
    </Button>
  </div>
);
