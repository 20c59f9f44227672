import Button from '@cloudscape-design/components/button';
import HelpPanel from '@cloudscape-design/components/help-panel';
import Link from '@cloudscape-design/components/link';
import { useEffect, useRef } from 'react';
import type { HelpTopic, PageTopic } from '../../components/help.ts';
import styles from './help.module.css';
import { ShortcutList } from './shortcut-list.tsx';
import type { Section } from './topics/topic.ts';
import { topics } from './topics/all-topics.ts';
import { useOpenAppDialog } from '../../components/app-dialogs.ts';
import { useAbout } from '../../components/use-about.ts';

export interface Props {
  readonly topic: HelpTopic;
  /** The section that is shown first. */
  readonly section: string | undefined;
  readonly onTopic: (topic: HelpTopic) => void;
  readonly onClose: () => void;
}

/** The help panel beside the page: what the page is, how to use it, links into the AWS documentation, and the shortcuts. Its key is the topic and the section. */
export function HelpDrawer({ topic, section, onTopic, onClose }: Props) {
  const panel = useRef<HTMLDivElement>(null);
  // So that screen readers read the topic, and Escape closes the panel.
  useEffect(() => {
    const heading = [...(panel.current?.querySelectorAll<HTMLElement>('[data-section]') ?? [])].find(
      ({ dataset }) => dataset['section'] === section,
    );
    (heading ?? panel.current)?.focus();
    heading?.scrollIntoView({ block: 'start' });
  }, [section]);
  return (
    <div
      className={styles.drawer}
      role="complementary"
      aria-label="Help"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <span className={styles.close}>
        <Button variant="icon" iconName="close" ariaLabel="Close help" onClick={onClose} />
      </span>
      <div ref={panel} className={styles.scroll} tabIndex={0}>
        {topic === 'shortcuts' ? (
          <HelpPanel header={<h2>Keyboard shortcuts</h2>}>
            <ShortcutList />
          </HelpPanel>
        ) : (
          <PageHelp topic={topic} onTopic={onTopic} />
        )}
      </div>
    </div>
  );
}

interface PageHelpProps {
  readonly topic: PageTopic;
  readonly onTopic: (topic: HelpTopic) => void;
}

function PageHelp({ topic, onTopic }: PageHelpProps) {
  const { title, about, sections, links } = topics[topic];
  return (
    <HelpPanel
      header={<h2>{title}</h2>}
      footer={
        <>
          <h3>Learn more</h3>
          <ul>
            {links.map(({ text, href }) => (
              <li key={href}>
                <Link external href={href} target="_blank" externalIconAriaLabel="Opens in the browser">
                  {text}
                </Link>
              </li>
            ))}
            <li>
              <Link onFollow={() => onTopic('shortcuts')}>Keyboard shortcuts</Link>
            </li>
          </ul>
          <AppVersion />
        </>
      }
    >
      <p>{about}</p>
      {Object.entries<Section>(sections).map(([name, { heading, text }]) => (
        <div key={name}>
          <h3 data-section={name} tabIndex={-1} className={styles.section}>
            {heading}
          </h3>
          <p>{text}</p>
        </div>
      ))}
    </HelpPanel>
  );
}

/** The version at the end of the help panel, which opens the about dialog. */
function AppVersion() {
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
