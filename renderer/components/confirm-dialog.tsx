import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import type { ModalProps } from '@cloudscape-design/components/modal';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';

interface Props extends Pick<ModalProps, 'size'> {
  readonly title: string;
  /** The text of the primary button. */
  readonly confirmText: string;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
  readonly disabled?: boolean;
  readonly isBusy?: boolean;
  /** Read by screen readers while the dialog is busy. */
  readonly busyText?: string;
  /** Whether the dialog stays open until it is no longer busy. */
  readonly isBlocking?: boolean;
  readonly children: ReactNode;
}

/** A dialog with Cancel and one primary button. */
export function ConfirmDialog({
  title,
  confirmText,
  onConfirm,
  onClose,
  disabled = false,
  isBusy = false,
  busyText,
  isBlocking = false,
  children,
  ...modal
}: Props) {
  return (
    <Modal
      {...modal}
      visible
      header={title}
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button disabled={isBlocking && isBusy} onClick={onClose}>
              Cancel
            </Button>
            <Button
              variant="primary"
              disabled={disabled}
              loading={isBusy}
              {...(busyText !== undefined && { loadingText: busyText })}
              onClick={onConfirm}
            >
              {confirmText}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      {children}
    </Modal>
  );
}
