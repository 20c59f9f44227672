import Button from '@cloudscape-design/components/button';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useEffect, useRef } from 'react';
import type { LegalDocument } from './api.ts';
import { legalTitles } from './api.ts';

interface Props {
  /** The document that was shown before, whose button gets the focus. */
  readonly focused: LegalDocument | undefined;
  readonly onShow: (legal: LegalDocument) => void;
}

interface Focusable {
  focus(): void;
}

/** The buttons that show the texts that come with the app. */
export function LegalButtons({ focused, onShow }: Props) {
  const license = useRef<Focusable>(null);
  const notices = useRef<Focusable>(null);
  useEffect(() => {
    if (focused) ({ license, notices })[focused].current?.focus();
  }, [focused]);
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button ref={license} onClick={() => onShow('license')}>
        {legalTitles.license}
      </Button>
      <Button ref={notices} onClick={() => onShow('notices')}>
        {legalTitles.notices}
      </Button>
    </SpaceBetween>
  );
}
