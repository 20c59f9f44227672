import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { formatCount } from '../../../shared/format/counts.ts';

interface Props {
  readonly count: number;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Confirms that all history entries are permanently deleted. */
export function ClearDialog({ count, onConfirm, onClose }: Props) {
  return (
    <Modal
      visible
      header="Clear history?"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button onClick={onClose}>Cancel</Button>
            <Button variant="primary" onClick={onConfirm}>
              Clear
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      This permanently deletes {formatCount(count, 'entry', 'entries')}. Images in ECR are not changed.
    </Modal>
  );
}
