import Box from '@cloudscape-design/components/box';
import type { ModalProps } from '@cloudscape-design/components/modal';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface Props extends Pick<ModalProps, 'size'> {
  readonly title: string;
  /** In the order of the footer; the primary one is the last. */
  readonly buttons: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** An open dialog with buttons at its end. */
export const Dialog = ({ title, buttons, onClose, children, ...modal }: Props) => (
  <Modal
    {...modal}
    visible
    header={title}
    onDismiss={onClose}
    footer={
      <Box float="right">
        <SpaceBetween direction="horizontal" size="xs">
          {buttons}
        </SpaceBetween>
      </Box>
    }
  >
    {children}
  </Modal>
);
