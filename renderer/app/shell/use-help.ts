import { useCallback, useRef, useState } from 'react';
import type { HelpTopic } from '../../components/help.ts';

interface Opened {
  readonly topic: HelpTopic;
  readonly section: string | undefined;
  /** The page on which it was opened. */
  readonly page: HelpTopic;
}

/** The open topic of the help panel, which follows the page, and returns the focus when it is closed. */
export function useHelp(page: HelpTopic) {
  const [opened, setOpened] = useState<Opened>();
  const focusedBefore = useRef<Element | null>(null);

  const openHelp = useCallback(
    (topic: HelpTopic, section?: string): void => {
      focusedBefore.current ??= document.activeElement;
      setOpened({ topic, section, page });
    },
    [page],
  );
  const closeHelp = (): void => {
    setOpened(undefined);
    const before = focusedBefore.current;
    focusedBefore.current = null;
    const target = before?.isConnected && before !== document.body ? before : document.querySelector('main');
    if (target instanceof HTMLElement) target.focus();
  };
  const topic = opened && (opened.page === page || opened.topic === 'shortcuts' ? opened.topic : page);
  return {
    topic,
    /** Only of the topic that was opened with it. */
    section: topic === opened?.topic ? opened?.section : undefined,
    openHelp,
    closeHelp,
    /** Opens the help of the page, or another topic, or closes it. */
    toggleHelp: (next: HelpTopic = page): void => (topic === next ? closeHelp() : openHelp(next)),
  };
}
