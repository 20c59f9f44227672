import type { ModalProps } from '@cloudscape-design/components/modal';
import Modal from '@cloudscape-design/components/modal';
import type { ReactNode } from 'react';
import styles from './dialog.module.css';

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
    data-modal
    {...modal}
    visible
    header={title}
    onDismiss={onClose}
    footer={<div className={styles.buttons}>{buttons}</div>}
  >
    {children}
  </Modal>
);

/** Whether a dialog is open that the user has to answer or close before anything else; each has the attribute. */
export const isModalOpen = (): boolean => document.querySelector('[data-modal], dialog[open]') !== null;
