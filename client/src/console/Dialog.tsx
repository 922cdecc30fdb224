import { Modal } from '@mantine/core';
import type { ReactElement, ReactNode } from 'react';

interface Props {
  opened: boolean;
  title: string;
  onClose: () => void;
  size?: 'md' | 'lg';
  children: ReactNode;
}

/** A question in front of everything else; Escape and a click beside it take it away. */
export function Dialog({ opened, title, onClose, size = 'md', children }: Props): ReactElement {
  return (
    <Modal.Root opened={opened} onClose={onClose} size={size} centered>
      <Modal.Overlay />
      <Modal.Content>
        <Modal.Body>
          <Modal.Title mb="sm">{title}</Modal.Title>
          {children}
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
